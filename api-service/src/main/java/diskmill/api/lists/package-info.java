/** Which images a caller lists, in which order, a page at a time: all SQL about that. */
@NullMarked
package diskmill.api.lists;

import org.jspecify.annotations.NullMarked;
