/** All of Diskmill in one JVM. */
@NullMarked
package diskmill.standalone;

import org.jspecify.annotations.NullMarked;
