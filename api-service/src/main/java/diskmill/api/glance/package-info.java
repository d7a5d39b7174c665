/** Other image services that speak the same API: a Glance, or another Diskmill. */
@NullMarked
package diskmill.api.glance;

import org.jspecify.annotations.NullMarked;
