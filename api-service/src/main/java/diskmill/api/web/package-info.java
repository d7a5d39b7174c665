/** What every face does alike: request ids, errors, strict JSON, the server's own settings. */
@NullMarked
package diskmill.api.web;

import org.jspecify.annotations.NullMarked;
