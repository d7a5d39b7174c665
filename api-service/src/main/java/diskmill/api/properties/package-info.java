/** The image properties of EasyStack's image service: what they are called, and which values they have. */
@NullMarked
package diskmill.api.properties;

import org.jspecify.annotations.NullMarked;
