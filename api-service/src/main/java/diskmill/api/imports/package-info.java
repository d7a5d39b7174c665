/** Begins attempts at giving images their bytes, takes uploads through to their facts, and deletes images. */
@NullMarked
package diskmill.api.imports;

import org.jspecify.annotations.NullMarked;
