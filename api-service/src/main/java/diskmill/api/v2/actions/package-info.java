/** What is done to an image as a whole: its downloads are stopped, and allowed again. */
@NullMarked
package diskmill.api.v2.actions;

import org.jspecify.annotations.NullMarked;
