/** Who did what to which image. */
@NullMarked
package diskmill.api.audit;

import org.jspecify.annotations.NullMarked;
