/** Keystone's API v3 for the management of projects, users, roles, who has which, and application credentials. */
@NullMarked
package diskmill.api.identity.v3.manage;

import org.jspecify.annotations.NullMarked;
