/** Where bytes come from: HTTP, resumed after a break, every address through the gate. */
@NullMarked
package diskmill.ingest.source;

import org.jspecify.annotations.NullMarked;
