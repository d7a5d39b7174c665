/** Who did what to which image, for admins. */
@NullMarked
package diskmill.api.v2.audit;

import org.jspecify.annotations.NullMarked;
