/** Real tiny disks of every format, sound and hostile, made by qemu-img and by hand. */
@NullMarked
package diskmill.testkit.disk;

import org.jspecify.annotations.NullMarked;
