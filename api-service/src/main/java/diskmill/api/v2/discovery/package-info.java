/** What clients ask before they do anything: versions, health, import methods, stores. */
@NullMarked
package diskmill.api.v2.discovery;

import org.jspecify.annotations.NullMarked;
