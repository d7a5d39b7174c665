/** What images are for: each project's registry of applications. */
@NullMarked
package diskmill.api.applications;

import org.jspecify.annotations.NullMarked;
