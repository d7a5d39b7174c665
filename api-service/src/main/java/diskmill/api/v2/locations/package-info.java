/** Where an image's bytes lie, for those who may read them there: other services of the same cloud. */
@NullMarked
package diskmill.api.v2.locations;

import org.jspecify.annotations.NullMarked;
