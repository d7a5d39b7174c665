/** Images as resources: made, shown, listed, changed and deleted. */
@NullMarked
package diskmill.api.v2.images;

import org.jspecify.annotations.NullMarked;
