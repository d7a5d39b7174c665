/** The object store in a folder of one machine; a rename is its commit. */
@NullMarked
package diskmill.storage.file;

import org.jspecify.annotations.NullMarked;
