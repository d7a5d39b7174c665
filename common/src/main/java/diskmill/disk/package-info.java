/** What a disk image really is, told from its bytes: one class a format. */
@NullMarked
package diskmill.disk;

import org.jspecify.annotations.NullMarked;
