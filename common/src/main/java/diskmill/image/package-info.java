/** Values that every process speaks of, and that refuse bad input: ids, formats, digests, limits, reasons. */
@NullMarked
package diskmill.image;

import org.jspecify.annotations.NullMarked;
