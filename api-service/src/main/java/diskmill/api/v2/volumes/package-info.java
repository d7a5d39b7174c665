/** A volume is made from an image, by the cloud's block storage service. */
@NullMarked
package diskmill.api.v2.volumes;

import org.jspecify.annotations.NullMarked;
