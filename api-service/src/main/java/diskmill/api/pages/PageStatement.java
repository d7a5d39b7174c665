package diskmill.api.pages;

import diskmill.api.lists.Branches;
import diskmill.api.lists.Branches.Branch;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.Planning;
import diskmill.api.lists.SqlParameters;
import diskmill.api.lists.TotalOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements that answer a {@link NumberedQuery}. Each of the viewer's ways of seeing images gives the ids of as many as are passed over and
 * shown, out of an index alone where no keyword is asked; of the images themselves only those on the page are read. The ways are made to have
 * no image in common, so that none is counted twice.
 */
final class PageStatement {

    private static final TotalOrder CREATION =
            TotalOrder.of(
                    List.of(
                            new ImageQuery.Order(
                                    ImageQuery.Key.CREATED_AT, ImageQuery.Direction.DESC)));

    private final NumberedQuery query;
    private final SqlParameters parameters = new SqlParameters();
    private final List<Branch> branches;
    private final String viewer;
    private final String word;
    private final TotalOrder order;
    private @Nullable Search search;
    private String letters = "";

    PageStatement(NumberedQuery query) {
        this.query = query;
        this.order = TotalOrder.of(List.of(query.order()));
        this.branches =
                new Branches(
                                new ImageQuery(
                                        query.viewer(),
                                        List.of(),
                                        List.of(query.order()),
                                        null,
                                        query.size()),
                                parameters)
                        .all();
        this.viewer = parameters.bind(query.viewer().project());
        this.word = query.keyword() == null ? "" : parameters.bind(query.keyword());
    }

    Map<String, Object> parameters() {
        return parameters.all();
    }

    /** In how many the viewer sees images. */
    int ways() {
        return branches.size();
    }

    /** By the values only where a rare status may be a shorter way, or the index of letters is one. */
    Planning planning() {
        return query.wanted() == Wanted.ANY && search == null
                ? Planning.ALONG_INDEXES
                : Planning.FOR_THESE_VALUES;
    }

    /** What PostgreSQL thinks how many images there are, and how many in each branch: one plan below the other. */
    String reach() {
        return explained(
                Stream.concat(
                        Stream.of("(select i.id from images i where i.deleted_at is null)"),
                        branches.stream()
                                .map(branch ->
                                        "(select i.id from %s where %s)"
                                                .formatted(
                                                        branch.from(),
                                                        String.join(" and ", seenIn(branch))))));
    }

    /** Of the newest images of each branch: how many they are, and how many of them have the keyword. */
    String sample() {
        return branches.stream()
                .map(branch ->
                        """
                        select count(*) as looked, count(*) filter (where strpos(search_text, lower(%s)) > 0) as found
                        from (select i.search_text from %s where %s order by %s limit %d) newest
                        """
                                .formatted(
                                        word,
                                        branch.from(),
                                        String.join(" and ", seenIn(branch)),
                                        CREATION.orderBy(branch),
                                        Search.Sample.MOST))
                .collect(Collectors.joining(" union all "));
    }

    /** How the keyword is looked for from now on. */
    void lookFor(Search by) {
        search = by;
        letters = "cast(%s as text[])".formatted(parameters.bind(by.letters()));
    }

    boolean isSurelyTooManyToCount() {
        return search != null && search.isSurelyTooManyToCount();
    }

    /** How many images have the keyword, about; empty where there is none. */
    OptionalLong expected() {
        return search == null ? OptionalLong.empty() : OptionalLong.of(search.expected());
    }

    /** One image more than the page has, in order; in each row also, where it is asked, how many there are in all, but for one too many. */
    String page(boolean counted) {
        String skipped = parameters.bind(query.skipped());
        String taken = parameters.bind(query.size() + 1);
        int depth = query.skipped() + query.size() + 1;
        // one text, so one plan, for some pages: the number itself says how few of all are wanted
        int enough = Math.max(32, Integer.highestOneBit(depth - 1) * 2);
        String ids =
                branches.stream()
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
        select i.*%s from (select * from (%s) found order by %s limit %s offset %s) page
        join images i on i.id = page.k%d order by %s
        """
                .formatted(
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
        return branches.stream()
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
            return isByLetters(branch, enough) ? "" : " order by " + CREATION.orderBy(branch);
        }
        return query.wanted() == Wanted.ANY ? " order by " + order.orderBy(branch) : "";
    }

    /** What PostgreSQL thinks how many there are. */
    String estimate() {
        return explained(
                branches.stream()
                        .map(branch ->
                                "(select i.id from %s where %s)"
                                        .formatted(
                                                branch.from(),
                                                conditions(branch, ImagePages.MOST_COUNTED + 1))));
    }

    private static String explained(Stream<String> statements) {
        return statements.collect(Collectors.joining(" union all ", "explain (format json) ", ""));
    }

    private String conditions(Branch branch, int wanted) {
        List<String> conditions = new ArrayList<>(seenIn(branch));
        String keyword = query.keyword();
        if (keyword != null) {
            if (isByLetters(branch, wanted)) {
                conditions.add(
                        "image_grams(i.name, image_display_name(i.properties)) @> " + letters);
            }
            // not `like`, of which PostgreSQL would think that hardly any image is
            conditions.add("strpos(i.search_text, lower(%s)) > 0".formatted(word));
        }
        return String.join(" and ", conditions);
    }

    private boolean isByLetters(Branch branch, int wanted) {
        return search != null && search.byLetters(branches.indexOf(branch), wanted);
    }

    /** Whatever the keyword. */
    private List<String> seenIn(Branch branch) {
        List<String> conditions = new ArrayList<>(branch.conditions());
        conditions.add("i.deleted_at is null");
        conditions.add("not i.hidden");
        conditions.addAll(query.wanted().conditions());
        boolean own = branch.fixed().stream().anyMatch(fixed -> fixed.column().equals("i.owner"));
        if (!own && !query.viewer().seesAll()) {
            conditions.add("i.owner is distinct from " + viewer);
        }
        return conditions;
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
                                .formatted(
                                        table,
                                        step,
                                        order.steps().get(step).direction()
                                                        == ImageQuery.Direction.ASC
                                                ? "asc"
                                                : "desc"))
                .collect(Collectors.joining(", "));
    }
}
