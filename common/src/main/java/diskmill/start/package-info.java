/** How a process refuses to start: with a sentence for the operator, and not with a stack trace; misspelt settings are one reason. */
@NullMarked
package diskmill.start;

import org.jspecify.annotations.NullMarked;
