/** The database at the start of the process: waited for, checked, and brought to our schema. */
@NullMarked
package diskmill.api.database;

import org.jspecify.annotations.NullMarked;
