/** Who may do what. */
@NullMarked
package diskmill.api.policy;

import org.jspecify.annotations.NullMarked;
