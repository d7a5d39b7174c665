/** Whom a shared image is shared with, and whether they have taken it. */
@NullMarked
package diskmill.api.members;

import org.jspecify.annotations.NullMarked;
