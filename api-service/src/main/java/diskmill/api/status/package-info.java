/** What facts do to images: the only place where a status moves by a fact. */
@NullMarked
package diskmill.api.status;

import org.jspecify.annotations.NullMarked;
