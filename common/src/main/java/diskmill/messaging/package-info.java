/** Ports: saying facts and taking work. Kafka is behind them, in {@code kafka}. */
@NullMarked
package diskmill.messaging;

import org.jspecify.annotations.NullMarked;
