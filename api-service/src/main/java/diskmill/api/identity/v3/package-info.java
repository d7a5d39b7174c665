/** Keystone's API v3, as much of it as unmodified clients need, and the check of every request's token. */
@NullMarked
package diskmill.api.identity.v3;

import org.jspecify.annotations.NullMarked;
