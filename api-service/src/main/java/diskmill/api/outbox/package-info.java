/** Facts that wait in the database for the broker. */
@NullMarked
package diskmill.api.outbox;

import org.jspecify.annotations.NullMarked;
