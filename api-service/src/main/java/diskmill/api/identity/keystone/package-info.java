/** Sessions by a Keystone of the operator's: all calls to it. */
@NullMarked
package diskmill.api.identity.keystone;

import org.jspecify.annotations.NullMarked;
