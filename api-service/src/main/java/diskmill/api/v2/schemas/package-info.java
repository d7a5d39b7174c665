/** JSON schemas of what the API shows. */
@NullMarked
package diskmill.api.v2.schemas;

import org.jspecify.annotations.NullMarked;
