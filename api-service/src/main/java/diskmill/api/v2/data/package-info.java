/** An image's bytes: uploads, stages and downloads. */
@NullMarked
package diskmill.api.v2.data;

import org.jspecify.annotations.NullMarked;
