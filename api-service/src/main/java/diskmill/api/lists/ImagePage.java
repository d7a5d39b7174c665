package diskmill.api.lists;

import diskmill.api.catalog.Image;
import java.util.List;

/** The answer to an {@link ImageQuery}. */
public sealed interface ImagePage {

    /**
     * @param more whether images follow the last one of these
     */
    record Found(List<Image> images, boolean more) implements ImagePage {}

    /** The marker is no image that the viewer can see. */
    record UnknownMarker() implements ImagePage {}
}
