/** The facts: all that the processes ever say to each other, and their JSON. */
@NullMarked
package diskmill.event;

import org.jspecify.annotations.NullMarked;
