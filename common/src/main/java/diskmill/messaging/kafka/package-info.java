/** The only place with Kafka set-up: share groups for work, topics, dead letters. */
@NullMarked
package diskmill.messaging.kafka;

import org.jspecify.annotations.NullMarked;
