/** Lists of images by numbered pages. */
@NullMarked
package diskmill.api.pages;

import org.jspecify.annotations.NullMarked;
