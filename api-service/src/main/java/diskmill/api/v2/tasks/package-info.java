/** Imports as Glance's tasks: those of an image, and, for admins, those of all. */
@NullMarked
package diskmill.api.v2.tasks;

import org.jspecify.annotations.NullMarked;
