package diskmill.api.lists;

import diskmill.api.catalog.Visibility;
import diskmill.api.lists.ImageQuery.Filter;
import diskmill.api.members.Member;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ways in which a viewer comes to see images: as their owner, because everybody does, as a member. Each is a statement
 * with an index of its own, where one with {@code or} would have none. An image may be found in several.
 */
final class Branches {

    /**
     * One way.
     *
     * @param conditions on the image {@code i}, and the {@code member}
     */
    record Branch(String from, List<String> conditions) {

        private static final String AS_MEMBER =
                "image_members member join images i on i.id = member.image_id";

        static Branch of(String... conditions) {
            return new Branch("images i", List.of(conditions));
        }

        /** A sort key, in the words of the index that this way goes by. */
        String column(ImageQuery.Key key) {
            return switch (key) {
                case CREATED_AT ->
                        from.equals(AS_MEMBER) ? "member.image_created_at" : "i.created_at";
                case ID -> from.equals(AS_MEMBER) ? "member.image_id" : "i.id";
                case NAME, STATUS, CONTAINER_FORMAT, DISK_FORMAT, SIZE, UPDATED_AT ->
                        Listing.column(key);
            };
        }
    }

    private final ImageQuery query;
    private final SqlParameters parameters;
    private final EnumSet<Visibility> named = EnumSet.noneOf(Visibility.class);

    Branches(ImageQuery query, SqlParameters parameters) {
        this.query = query;
        this.parameters = parameters;
        for (Filter filter : query.filters()) {
            if (filter instanceof Filter.Visible(var visibilities)) {
                named.addAll(visibilities);
            }
        }
    }

    List<Branch> all() {
        String viewer = parameters.bind(query.viewer().project());
        if (query.viewer().seesAll()) {
            return List.of(
                    named.isEmpty()
                            ? Branch.of(
                                    "(i.visibility <> 'community' or i.owner = %s)"
                                            .formatted(viewer))
                            : Branch.of(visibleAs(named)));
        }
        List<Branch> branches = new ArrayList<>();
        if (named.isEmpty()) {
            branches.add(Branch.of("i.owner = " + viewer));
        } else if (named.contains(Visibility.PRIVATE) || named.contains(Visibility.SHARED)) {
            branches.add(Branch.of("i.owner = " + viewer, visibleAs(named)));
        }
        if (named.isEmpty() || named.contains(Visibility.PUBLIC)) {
            branches.add(Branch.of("i.visibility = 'public'"));
        }
        if (named.contains(Visibility.COMMUNITY)) {
            branches.add(Branch.of("i.visibility = 'community'"));
        }
        if (named.isEmpty() || named.contains(Visibility.SHARED)) {
            for (Member.Status status : memberStatuses()) {
                branches.add(
                        new Branch(
                                Branch.AS_MEMBER,
                                List.of(
                                        "member.project = " + viewer,
                                        "member.status = '%s'".formatted(status),
                                        "i.visibility = 'shared'")));
            }
        }
        return branches;
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
