/** The catalog of metadata definitions over HTTP, as Glance has it ({@code /v2/metadefs}, {@code /v2/schemas/metadefs}). */
@NullMarked
package diskmill.api.v2.metadefs;

import org.jspecify.annotations.NullMarked;
