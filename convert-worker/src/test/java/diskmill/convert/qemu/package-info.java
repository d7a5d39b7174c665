@NullMarked
package diskmill.convert.qemu;

import org.jspecify.annotations.NullMarked;
