/** Fetches images from their source into the object store. */
@NullMarked
package diskmill.ingest;

import org.jspecify.annotations.NullMarked;
