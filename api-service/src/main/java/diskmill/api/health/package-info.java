/** Whether this process can take work: what it needs, looked at. */
@NullMarked
package diskmill.api.health;

import org.jspecify.annotations.NullMarked;
