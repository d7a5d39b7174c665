/** A cluster of real processes, what its clients do, and what kills its parts. */
@NullMarked
package diskmill.cluster;

import org.jspecify.annotations.NullMarked;
