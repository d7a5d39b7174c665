package diskmill.api.lists;

import diskmill.api.catalog.Visibility;
import diskmill.api.members.Member;
import diskmill.image.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which images are to be listed, and in which order. Hidden images are left out unless a {@link Filter.Hidden} says
 * otherwise; community images of other projects unless a {@link Filter.Visible} names them.
 *
 * @param filters all of them hold
 * @param order   the first counts most; by creation, then by id, where these leave a tie: up where all of them go up, else down
 * @param marker  the image after which the page begins; null for the first page
 * @param limit   images on a page; may be 0
 */
public record ImageQuery(
        Viewer viewer,
        List<Filter> filters,
        List<Order> order,
        @Nullable ImageId marker,
        int limit) {

    public ImageQuery {
        if (limit < 0) {
            throw new IllegalArgumentException("a page cannot hold fewer than no images");
        }
        filters = List.copyOf(filters);
        order = List.copyOf(order);
    }

    /** All that its filters ask for. */
    List<String> tags() {
        return filters.stream()
                .flatMap(filter ->
                        filter instanceof Filter.Tagged(var tags) ? tags.stream() : Stream.empty())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Who looks.
     *
     * @param project   an id
     * @param seesAll   an admin
     */
    public record Viewer(String project, boolean seesAll) {}

    /** One step of the order; an absent value counts as the smallest. */
    public record Order(Key key, Direction direction) {}

    /** What images can be sorted by. */
    public enum Key {
        NAME,
        STATUS,
        CONTAINER_FORMAT,
        DISK_FORMAT,
        SIZE,
        ID,
        CREATED_AT,
        UPDATED_AT;

        /** The API's word. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Direction {
        ASC,
        DESC;

        /** SQL's. */
        public String word() {
            return this == ASC ? "asc" : "desc";
        }

        /** The comparison that holds for what follows. */
        String beyond() {
            return this == ASC ? ">" : "<";
        }
    }

    /** What an image must be like. */
    public sealed interface Filter {

        /** Its text is one of these. */
        record Among(Text text, List<String> values) implements Filter {}

        /** Among these, all that the viewer can see, other projects' community images too. */
        record Visible(Set<Visibility> visibilities) implements Filter {}

        /** Of the images that are shared with the viewer, those to which it has said this; the accepted ones, where this is not given. */
        record Membership(Set<Member.Status> statuses) implements Filter {}

        record Protected(boolean isProtected) implements Filter {}

        record Hidden(boolean hidden) implements Filter {}

        record AtLeast(Amount amount, long value) implements Filter {}

        record AtMost(Amount amount, long value) implements Filter {}

        /** Compared by whole seconds, as the API shows times. */
        record When(Moment moment, Comparison comparison, Instant time) implements Filter {}

        /** It has all of these tags. */
        record Tagged(List<String> tags) implements Filter {}

        /** One of its owner's own properties has this value. */
        record Property(String name, String value) implements Filter {}
    }

    public enum Text {
        ID,
        NAME,
        STATUS,
        OWNER,
        CONTAINER_FORMAT,
        DISK_FORMAT,
        CHECKSUM,
        OS_HASH_VALUE
    }

    public enum Amount {
        SIZE,
        VIRTUAL_SIZE,
        MIN_RAM,
        MIN_DISK
    }

    public enum Moment {
        CREATED_AT,
        UPDATED_AT
    }

    public enum Comparison {
        GT,
        GTE,
        LT,
        LTE,
        EQ,
        NEQ
    }
}
