/** Images and their attempts: values, statuses, and all SQL about them. */
@NullMarked
package diskmill.api.catalog;

import org.jspecify.annotations.NullMarked;
