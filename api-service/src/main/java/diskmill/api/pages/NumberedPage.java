package diskmill.api.pages;

import diskmill.api.catalog.Image;
import java.util.List;

/**
 * A page and what lies around it.
 *
 * @param total     images on all pages
 * @param estimated whether the total is only about right; it is exact up to {@link ImagePages#MOST_COUNTED}
 * @param more      whether images follow
 */
public record NumberedPage(List<Image> images, long total, boolean estimated, boolean more) {}
