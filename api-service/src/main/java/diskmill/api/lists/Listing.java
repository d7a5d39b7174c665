package diskmill.api.lists;

import diskmill.api.catalog.Image;
import diskmill.api.lists.Branches.Branch;
import diskmill.api.lists.ImageQuery.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that answers an {@link ImageQuery}: it asks for one image more than the page holds, and goes on after
 * the marker by its sort keys, so that the last page costs what the first one does. Each of the viewer's {@link Branches} gives as
 * many in their order, and the first of all of them are the page.
 */
final class Listing {

    private final SqlParameters parameters = new SqlParameters();
    private final String sql;
    private final Planning planning;

    Listing(ImageQuery query, @Nullable Image marker, Rarities.Found rare) {
        TotalOrder order = TotalOrder.of(query.order());
        List<String> common = common(query);
        // the number itself: one plan for all limits would be made for a tenth of all images
        int limit = query.limit() + 1;
        List<String> statements = new ArrayList<>();
        for (Branch branch : new Branches(query, parameters).all()) {
            List<String> conditions = new ArrayList<>(branch.conditions());
            conditions.addAll(common);
            if (branch.place() != null && rare.places().contains(branch.place())) {
                conditions.add(Rarities.inPlace(branch.place(), query.tags(), parameters));
            }
            if (marker != null) {
                conditions.add(order.after(marker, branch, parameters));
            }
            statements.add(
                    "select i.* from %s where %s order by %s limit %d"
                            .formatted(
                                    branch.from(),
                                    String.join(" and ", conditions),
                                    order.orderBy(branch),
                                    limit));
        }
        sql =
                statements.size() == 1
                        ? statements.getFirst()
                        : "select distinct on (%s) i.* from (%s) i order by %s limit %d"
                                .formatted(
                                        order.columns(Listing::column),
                                        statements.stream()
                                                .map(statement -> "(" + statement + ")")
                                                .collect(Collectors.joining(" union all ")),
                                        order.orderBy(Listing::column),
                                        limit);
        boolean dependsOnValues =
                query.filters().stream()
                        .anyMatch(filter ->
                                switch (filter) {
                                    case Filter.Visible _, Filter.Membership _, Filter.Hidden _ ->
                                            false;
                                    case Filter.Among _,
                                            Filter.Protected _,
                                            Filter.AtLeast _,
                                            Filter.AtMost _,
                                            Filter.When _,
                                            Filter.Tagged _,
                                            Filter.Property _ ->
                                            true;
                                });
        planning =
                !dependsOnValues
                        ? Planning.ALONG_INDEXES
                        : rare.everywhere() ? Planning.LOOKED_UP : Planning.FOR_THESE_VALUES;
    }

    String sql() {
        return sql;
    }

    Map<String, Object> parameters() {
        return parameters.all();
    }

    Planning planning() {
        return planning;
    }

    private List<String> common(ImageQuery query) {
        List<String> common = new ArrayList<>();
        common.add("i.deleted_at is null");
        if (query.filters().stream().noneMatch(Filter.Hidden.class::isInstance)) {
            common.add("not i.hidden");
        }
        Conditions conditions = new Conditions(parameters);
        query.filters().stream().flatMap(conditions::of).forEach(common::add);
        return common;
    }

    /** A sort key of the image {@code i}, in the words of the indexes. */
    static String column(ImageQuery.Key key) {
        return switch (key) {
            case NAME, CONTAINER_FORMAT, DISK_FORMAT -> "coalesce(i.%s, '')".formatted(key);
            case SIZE -> "coalesce(i.size, -1)";
            case STATUS, ID, CREATED_AT, UPDATED_AT -> "i." + key;
        };
    }
}
