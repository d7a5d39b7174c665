package diskmill.api.pages;

import diskmill.api.lists.Branches.Branch;
import diskmill.api.lists.Planning;
import diskmill.api.lists.TotalOrder;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that answer a {@link NumberedQuery}. Each of the viewer's ways of seeing images gives the ids of as many as are passed over and
 * shown, out of an index alone where no keyword is asked; of the images themselves only those on the page are read.
 */
final class PageStatement {

    /** Which transactions' work a statement sees: while it is the same, so is each answer. */
    static final String SNAPSHOT = "(select cast(pg_current_snapshot() as text)) as snapshot";

    private final NumberedQuery query;
    private final @Nullable Search search;
    private final TotalOrder order;
    private final Ways ways;
    private final String word;
    private final String letters;

    /** @param search how the keyword is looked for; null for along the images, and where there is none */
    PageStatement(NumberedQuery query, @Nullable Search search) {
        this.query = query;
        this.search = search;
        this.order = TotalOrder.of(List.of(query.order()));
        this.ways = new Ways(query);
        this.word = query.keyword() == null ? "" : ways.parameters().bind(query.keyword());
        this.letters =
                search == null
                        ? ""
                        : "cast(%s as text[])".formatted(ways.parameters().bind(search.letters()));
    }

    Map<String, Object> parameters() {
        return ways.parameters().all();
    }

    /** By the values only where a rare status may be a shorter way, or the index of letters is one. */
    Planning planning() {
        return query.wanted() == Wanted.ANY && search == null
                ? Planning.ALONG_INDEXES
                : Planning.FOR_THESE_VALUES;
    }

    boolean isSurelyTooManyToCount() {
        return search != null && search.isSurelyTooManyToCount();
    }

    /** How many images have the keyword, about; empty where there is none. */
    OptionalLong expected() {
        return search == null ? OptionalLong.empty() : OptionalLong.of(search.expected());
    }

    /**
     * One image more than the page has, in order; in each row also {@link #SNAPSHOT}, and, where it is asked, how many there are in all, but for one too
     * many.
     */
    String page(boolean counted) {
        String skipped = ways.parameters().bind(query.skipped());
        String taken = ways.parameters().bind(query.size() + 1);
        int depth = query.skipped() + query.size() + 1;
        // one text, so one plan, for some pages: the number itself says how few of all are wanted
        int enough = Math.max(32, Integer.highestOneBit(depth - 1) * 2);
        String ids =
                ways.branches().stream()
                        .map(branch ->
                                "(select %s from %s where %s order by %s limit %d)"
                                        .formatted(
                                                keys(branch),
                                                branch.from(),
                                                conditions(branch, enough),
                                                order.orderBy(branch),
                                                enough))
                        .collect(Collectors.joining(" union all "));
        return """
        select i.*, %s%s from (select * from (%s) found order by %s limit %s offset %s) page
        join images i on i.id = page.k%d order by %s
        """
                .formatted(
                        SNAPSHOT,
                        counted ? ", (%s) as total".formatted(count()) : "",
                        ids,
                        inOrder("found"),
                        taken,
                        skipped,
                        order.steps().size() - 1,
                        inOrder("page"));
    }

    /** How many there are, up to some more than {@link ImagePages#MOST_COUNTED}. */
    String count() {
        int enough = ImagePages.MOST_COUNTED + 1;
        return ways.branches().stream()
                .map(branch ->
                        "(select count(*) from (select from %s where %s%s limit %d) counted)"
                                .formatted(
                                        branch.from(),
                                        conditions(branch, enough),
                                        walked(branch, enough),
                                        enough))
                .collect(Collectors.joining(" + ", "select ", ""));
    }

    /** An order, so that an index is walked and not the table; none where the values may have a shorter way. */
    private String walked(Branch branch, int enough) {
        if (query.keyword() != null) {
            // the index that has the text
            return isByLetters(branch, enough)
                    ? ""
                    : " order by " + TotalOrder.BY_CREATION.orderBy(branch);
        }
        return query.wanted() == Wanted.ANY ? " order by " + order.orderBy(branch) : "";
    }

    /** All of them, of which only the number is of interest. */
    String all() {
        return ways.branches().stream()
                .map(branch ->
                        "(select i.id from %s where %s)"
                                .formatted(
                                        branch.from(),
                                        conditions(branch, ImagePages.MOST_COUNTED + 1)))
                .collect(Collectors.joining(" union all "));
    }

    private String conditions(Branch branch, int wanted) {
        List<String> conditions = ways.conditions(branch);
        String keyword = query.keyword();
        if (keyword != null) {
            if (isByLetters(branch, wanted)) {
                conditions.add(
                        "image_letters(i.name, image_display_name(i.properties)) @> " + letters);
            }
            // not `like`, of which PostgreSQL would think that hardly any image is
            conditions.add("strpos(i.search_text, lower(%s)) > 0".formatted(word));
        }
        return String.join(" and ", conditions);
    }

    private boolean isByLetters(Branch branch, int wanted) {
        return search != null && search.byLetters(ways.branches().indexOf(branch), wanted);
    }

    private String keys(Branch branch) {
        return IntStream.range(0, order.steps().size())
                .mapToObj(step -> branch.column(order.steps().get(step).key()) + " as k" + step)
                .collect(Collectors.joining(", "));
    }

    private String inOrder(String table) {
        return IntStream.range(0, order.steps().size())
                .mapToObj(step ->
                        "%s.k%d %s"
                                .formatted(table, step, order.steps().get(step).direction().word()))
                .collect(Collectors.joining(", "));
    }
}
