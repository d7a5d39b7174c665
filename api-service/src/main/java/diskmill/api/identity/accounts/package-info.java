/** Projects, users, roles, who has which role where, and application credentials: all SQL about them. The one domain is Default. */
@NullMarked
package diskmill.api.identity.accounts;

import org.jspecify.annotations.NullMarked;
