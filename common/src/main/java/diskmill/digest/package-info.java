/** Bytes that pass once, and are digested and handed on meanwhile, each on a thread of its own. */
@NullMarked
package diskmill.digest;

import org.jspecify.annotations.NullMarked;
