/** The block storage service of the cloud that we are a part of, which makes volumes from our images: Cinder. */
@NullMarked
package diskmill.api.volumes;

import org.jspecify.annotations.NullMarked;
