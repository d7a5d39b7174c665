/** The list of images: its parameters, its pages. */
@NullMarked
package diskmill.api.v2.lists;

import org.jspecify.annotations.NullMarked;
