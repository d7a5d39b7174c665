/** The image cache, as a Glance without one answers. */
@NullMarked
package diskmill.api.v2.cache;

import org.jspecify.annotations.NullMarked;
