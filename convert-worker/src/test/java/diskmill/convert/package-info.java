@NullMarked
package diskmill.convert;

import org.jspecify.annotations.NullMarked;
