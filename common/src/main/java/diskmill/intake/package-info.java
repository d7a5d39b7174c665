/** Bytes in: limit, decompress, inspect, hash and store, in one pass. */
@NullMarked
package diskmill.intake;

import org.jspecify.annotations.NullMarked;
