/** How much a project may have, and has. */
@NullMarked
package diskmill.api.quota;

import org.jspecify.annotations.NullMarked;
