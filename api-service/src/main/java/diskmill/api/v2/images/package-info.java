/** Images as resources: made, shown, changed and deleted. */
@NullMarked
package diskmill.api.v2.images;

import org.jspecify.annotations.NullMarked;
