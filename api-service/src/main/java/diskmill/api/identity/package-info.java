/** Who is calling, wherever it is known from: the port that the door asks, and what it learns. */
@NullMarked
package diskmill.api.identity;

import org.jspecify.annotations.NullMarked;
