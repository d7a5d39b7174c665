/** The servers of tests in containers, by Testcontainers. The only place that knows Docker. */
@NullMarked
package diskmill.testkit.container;

import org.jspecify.annotations.NullMarked;
