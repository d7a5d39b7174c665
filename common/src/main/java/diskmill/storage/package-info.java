/** Ports: whole objects by key, and files lent to tools. The adapters are the packages inside. */
@NullMarked
package diskmill.storage;

import org.jspecify.annotations.NullMarked;
