/** A web server that images come from, which misbehaves on request, and tells what it was asked. */
@NullMarked
package diskmill.testkit.source;

import org.jspecify.annotations.NullMarked;
