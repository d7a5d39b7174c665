/** Which work is released, what has run out, and what is swept. */
@NullMarked
package diskmill.api.dispatch;

import org.jspecify.annotations.NullMarked;
