/** The door that every request passes: its token is checked here, in either mode. */
@NullMarked
package diskmill.api.identity.door;

import org.jspecify.annotations.NullMarked;
