/** Work that comes round: done each few seconds, and at once when something calls for it. */
@NullMarked
package diskmill.api.rounds;

import org.jspecify.annotations.NullMarked;
