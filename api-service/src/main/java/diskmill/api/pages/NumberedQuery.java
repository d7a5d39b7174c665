package diskmill.api.pages;

import diskmill.api.lists.ImageQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which page of which images.
 *
 * @param keyword what the name or the display name holds, whatever the case; null for any
 * @param wanted  in which state
 * @param order   by creation, then by id, where it leaves a tie
 * @param page    from 1
 * @param size    images on a page, from 1
 */
public record NumberedQuery(
        ImageQuery.Viewer viewer,
        @Nullable String keyword,
        Wanted wanted,
        ImageQuery.Order order,
        int page,
        int size) {

    /** How many images may be passed over and shown: beyond, even an index is too slow. */
    public static final int DEEPEST = 100_000;

    public NumberedQuery {
        if (page < 1 || size < 1 || (long) page * size > DEEPEST) {
            throw new IllegalArgumentException("no page %d of %d images".formatted(page, size));
        }
    }

    int skipped() {
        return (page - 1) * size;
    }
}
