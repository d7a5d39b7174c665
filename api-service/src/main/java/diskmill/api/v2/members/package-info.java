/** The members of a shared image: projects that its owner names, and that say themselves whether they take it. */
@NullMarked
package diskmill.api.v2.members;

import org.jspecify.annotations.NullMarked;
