/** Sample disks, servers that misbehave on request, shared brokers and databases. */
@NullMarked
package diskmill.testkit;

import org.jspecify.annotations.NullMarked;
