/** The qemu-img program, jailed and limited: the only place that starts a process. */
@NullMarked
package diskmill.convert.qemu;

import org.jspecify.annotations.NullMarked;
