/** Servers that misbehave on request, shared brokers and databases, and what belongs to neither disks nor servers. */
@NullMarked
package diskmill.testkit;

import org.jspecify.annotations.NullMarked;
