/** Validates or converts images and computes the final checksums. */
@NullMarked
package diskmill.convert;

import org.jspecify.annotations.NullMarked;
