/** Which addresses may be reached: one gate for every connection to an address that a user named. */
@NullMarked
package diskmill.gate;

import org.jspecify.annotations.NullMarked;
