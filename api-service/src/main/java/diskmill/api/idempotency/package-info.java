/** The same answer to the same request, however often it is sent. */
@NullMarked
package diskmill.api.idempotency;

import org.jspecify.annotations.NullMarked;
