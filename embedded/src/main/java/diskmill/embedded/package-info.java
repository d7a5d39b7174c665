/** A real Kafka broker and a real PostgreSQL inside this JVM, their data in a folder. */
@NullMarked
package diskmill.embedded;

import org.jspecify.annotations.NullMarked;
