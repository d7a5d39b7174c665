/** The api-service: its main class and what holds its features together. */
@NullMarked
package diskmill.api;

import org.jspecify.annotations.NullMarked;
