/** The catalog of metadata definitions: namespaces, and the objects, properties, tags and resource types in them. */
@NullMarked
package diskmill.api.metadefs;

import org.jspecify.annotations.NullMarked;
