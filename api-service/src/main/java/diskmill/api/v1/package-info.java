/** The v1 API: {@code /v1/openstack/image/…}, with the names and the envelope of its document. */
@NullMarked
package diskmill.api.v1;

import org.jspecify.annotations.NullMarked;
