package diskmill.api.lists;

import diskmill.api.catalog.Visibility;
import diskmill.api.lists.ImageQuery.Filter;
import diskmill.api.members.Member;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a viewer comes to see images: as their owner, because everybody does, as a member. Each is a statement
 * with an index of its own, where one with {@code or} would have none. An image may be found in several.
 */
public final class Branches {

    /**
     * A column that is the same in all rows of a branch, and comes first in its indexes.
     *
     * @param value in SQL
     */
    public record Fixed(String column, String value) {}

    /**
     * One way.
     *
     * @param further conditions on the image {@code i}
     * @param place   under which the images' tags are found, by {@code image_tag_places}; null where there is no such place
     */
    public record Branch(
            String from, List<Fixed> fixed, List<String> further, @Nullable String place) {

        private static final String IMAGES = "images i";
        private static final String AS_MEMBER =
                "image_members member join images i on i.id = member.image_id";

        /**
         * Where a column of the image is fixed it is said by two bounds, and sorted by as well: PostgreSQL takes that for an order which only
         * the branch's own index has. Of an equality it knows that it changes no order, and may then walk along all images, if it
         * takes those of the branch for many there.
         */
        public List<String> conditions() {
            return Stream.concat(
                            fixed.stream()
                                    .map(one ->
                                            (isOfMember()
                                                            ? "%1$s = %2$s"
                                                            : "%1$s >= %2$s and %1$s <= %2$s")
                                                    .formatted(one.column(), one.value())),
                            further.stream())
                    .toList();
        }

        /** What comes before the sort keys in the order. */
        List<String> sortedFirst() {
            return isOfMember() ? List.of() : fixed.stream().map(Fixed::column).toList();
        }

        /** Columns of a comparison of rows, with those before them that are fixed, as the branch's index has them. */
        String named(List<String> columns) {
            return Stream.concat(fixed.stream().map(Fixed::column), columns.stream())
                    .collect(Collectors.joining(", "));
        }

        /** The values that belong to {@link #named}. */
        String placed(List<String> values) {
            return Stream.concat(fixed.stream().map(Fixed::value), values.stream())
                    .collect(Collectors.joining(", "));
        }

        private boolean isOfMember() {
            return from.equals(AS_MEMBER);
        }

        /** A sort key, in the words of the index that this way goes by. */
        public String column(ImageQuery.Key key) {
            return switch (key) {
                case CREATED_AT -> isOfMember() ? "member.image_created_at" : "i.created_at";
                case ID -> isOfMember() ? "member.image_id" : "i.id";
                case NAME, STATUS, CONTAINER_FORMAT, DISK_FORMAT, SIZE, UPDATED_AT ->
                        Listing.column(key);
            };
        }
    }

    private final ImageQuery query;
    private final SqlParameters parameters;
    private final EnumSet<Visibility> named = EnumSet.noneOf(Visibility.class);

    public Branches(ImageQuery query, SqlParameters parameters) {
        this.query = query;
        this.parameters = parameters;
        for (Filter filter : query.filters()) {
            if (filter instanceof Filter.Visible(var visibilities)) {
                named.addAll(visibilities);
            }
        }
    }

    public List<Branch> all() {
        String viewer = parameters.bind(query.viewer().project());
        if (query.viewer().seesAll()) {
            return List.of(ofAll(viewer));
        }
        List<Branch> branches = new ArrayList<>();
        if (named.isEmpty()
                || named.contains(Visibility.PRIVATE)
                || named.contains(Visibility.SHARED)) {
            branches.add(
                    new Branch(
                            Branch.IMAGES,
                            List.of(new Fixed("i.owner", viewer)),
                            named.isEmpty() ? List.of() : List.of(visibleAs(named)),
                            query.viewer().project()));
        }
        if (named.isEmpty() || named.contains(Visibility.PUBLIC)) {
            branches.add(shown(Visibility.PUBLIC));
        }
        if (named.contains(Visibility.COMMUNITY)) {
            branches.add(shown(Visibility.COMMUNITY));
        }
        if (named.isEmpty() || named.contains(Visibility.SHARED)) {
            for (Member.Status status : memberStatuses()) {
                branches.add(
                        new Branch(
                                Branch.AS_MEMBER,
                                List.of(
                                        new Fixed("member.project", viewer),
                                        new Fixed("member.status", "'" + status + "'")),
                                List.of("i.visibility = 'shared'"),
                                null));
            }
        }
        return branches;
    }

    private Branch ofAll(String viewer) {
        if (named.equals(EnumSet.of(Visibility.PUBLIC))) {
            return shown(Visibility.PUBLIC);
        }
        if (named.equals(EnumSet.of(Visibility.COMMUNITY))) {
            return shown(Visibility.COMMUNITY);
        }
        return new Branch(
                Branch.IMAGES,
                List.of(),
                List.of(
                        named.isEmpty()
                                ? "(i.visibility <> 'community' or i.owner = %s)".formatted(viewer)
                                : visibleAs(named)),
                null);
    }

    /** Everybody's: those that have indexes of their own. */
    private static Branch shown(Visibility visibility) {
        return new Branch(
                Branch.IMAGES,
                List.of(new Fixed("i.shown", "'" + visibility + "'")),
                List.of(),
                visibility.toString());
    }

    private Set<Member.Status> memberStatuses() {
        for (Filter filter : query.filters()) {
            if (filter instanceof Filter.Membership(var statuses)) {
                return statuses;
            }
        }
        return EnumSet.of(Member.Status.ACCEPTED);
    }

    private static String visibleAs(Set<Visibility> visibilities) {
        return "i.visibility in (%s)"
                .formatted(
                        visibilities.stream()
                                .map(visibility -> "'" + visibility + "'")
                                .collect(Collectors.joining(", ")));
    }
}
