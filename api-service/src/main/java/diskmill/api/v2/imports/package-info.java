/** Imports of bytes that are staged or that lie at an address, and what became of them. */
@NullMarked
package diskmill.api.v2.imports;

import org.jspecify.annotations.NullMarked;
