/** How a process refuses to start: with a sentence for the operator, and not with a stack trace. */
@NullMarked
package diskmill.start;

import org.jspecify.annotations.NullMarked;
