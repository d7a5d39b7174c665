/** The first administrator of a new installation. */
@NullMarked
package diskmill.api.identity.bootstrap;

import org.jspecify.annotations.NullMarked;
