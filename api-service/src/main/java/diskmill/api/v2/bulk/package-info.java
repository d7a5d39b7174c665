/** What is done to many images by one request; the answer says of each what became of it. */
@NullMarked
package diskmill.api.v2.bulk;

import org.jspecify.annotations.NullMarked;
