/** The OpenStack Image API v2. */
@NullMarked
package diskmill.api.v2;

import org.jspecify.annotations.NullMarked;
