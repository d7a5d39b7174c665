/** Shared brokers, databases and object stores, and small things that tests of several modules need. */
@NullMarked
package diskmill.testkit;

import org.jspecify.annotations.NullMarked;
