/** What a project has of its quotas. */
@NullMarked
package diskmill.api.v2.usage;

import org.jspecify.annotations.NullMarked;
