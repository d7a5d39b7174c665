/** Keystone's API v3: tokens and the catalog, as much of it as unmodified clients need. */
@NullMarked
package diskmill.api.identity.v3;

import org.jspecify.annotations.NullMarked;
