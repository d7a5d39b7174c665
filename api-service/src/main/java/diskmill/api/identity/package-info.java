/** Who is calling: tokens, and as much of Keystone v3 as unmodified clients need. */
@NullMarked
package diskmill.api.identity;

import org.jspecify.annotations.NullMarked;
