package diskmill.messaging.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedStateEpochException;
import org.apache.kafka.common.errors.InvalidRecordStateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record that one consumer holds, and the broker's promise to give it to nobody else for a while. Renewed each third of that
 * while. Used by the consumer's thread alone.
 *
 * <p>When a renewal gets no answer the lease is in doubt: the broker may be away, or have given the record to another consumer
 * when the connection broke. It is then kept until its time is over, unless the broker gives the record to this consumer once
 * more (after a restart it does so) or gives it another one.
 */
final class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** For one acknowledgement; a renewal has its third of the lock, if that is less. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    /** In the 4.4 client the next poll hands a renewed record out again, without asking the broker (KAFKA-20458). */
    private static final Duration HAND_OUT_LIMIT = Duration.ofSeconds(2);

    private final ShareConsumer<String, String> consumer;
    private final Duration lock;
    private ConsumerRecord<String, String> record;
    private @Nullable ConsumerRecord<String, String> other;
    private long heldSince;
    private State state = State.HELD;

    enum State {
        HELD,
        IN_DOUBT,
        LOST
    }

    /** @param expected how long the broker keeps it, where the broker itself does not say */
    Lease(
            ShareConsumer<String, String> consumer,
            ConsumerRecord<String, String> record,
            Duration expected) {
        this.consumer = consumer;
        this.record = record;
        this.lock = consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(expected);
        this.heldSince = System.nanoTime();
    }

    ConsumerRecord<String, String> record() {
        return record;
    }

    /** Another record that came while this one was in doubt; it is this consumer's now. */
    Optional<ConsumerRecord<String, String>> other() {
        return Optional.ofNullable(other);
    }

    /** Renews it if it is time to, or finds out what became of it. Takes as long as {@code slice} while it is in doubt. */
    State keep(Duration slice) {
        switch (state) {
            case HELD -> {
                if (System.nanoTime() - heldSince >= lock.dividedBy(3).toNanos()) {
                    state = renew();
                }
            }
            case IN_DOUBT -> state = lookForIt(slice);
            case LOST -> {}
        }
        return state;
    }

    private State renew() {
        long asked = System.nanoTime();
        Duration third = lock.dividedBy(3);
        State answer =
                acknowledge(
                        AcknowledgeType.RENEW,
                        third.compareTo(ANSWER_LIMIT) < 0 ? third : ANSWER_LIMIT);
        if (answer != State.HELD) {
            return answer;
        }
        heldSince = asked;
        return lookForIt(HAND_OUT_LIMIT);
    }

    private State lookForIt(Duration limit) {
        for (ConsumerRecord<String, String> handed : poll(limit)) {
            if (handed.topic().equals(record.topic())
                    && handed.partition() == record.partition()
                    && handed.offset() == record.offset()) {
                if (state == State.IN_DOUBT) {
                    heldSince = System.nanoTime();
                }
                record = handed;
                return State.HELD;
            }
            other = handed;
            return State.LOST;
        }
        boolean over = System.nanoTime() - heldSince > lock.toNanos();
        return over ? State.LOST : State.IN_DOUBT;
    }

    private Iterable<ConsumerRecord<String, String>> poll(Duration limit) {
        try {
            return consumer.poll(limit);
        } catch (KafkaException | IllegalStateException broken) {
            log.debug("no record is handed out", broken);
            return List.of();
        }
    }

    /**
     * Accepts the record along with the consumer's next poll, or with its close: a trip to the broker less for each piece of
     * work. Nobody learns whether the broker heard, so who calls this must know the record when it comes again.
     */
    void acceptWithNextPoll() {
        if (state == State.HELD) {
            try {
                consumer.acknowledge(record, AcknowledgeType.ACCEPT);
            } catch (IllegalStateException notOurs) {
                log.debug("{} is held no more, so it comes again", record.offset(), notOurs);
            }
        }
        state = State.LOST;
    }

    /** Ends it; false if the broker did not hear of it, so that the record comes again. */
    boolean end(AcknowledgeType type) {
        boolean heard = state == State.HELD && acknowledge(type, ANSWER_LIMIT) == State.HELD;
        state = State.LOST;
        if (!heard) {
            log.info(
                    "{}-{} at {}: the broker did not take {}, so it comes again",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    type);
        }
        return heard;
    }

    private State acknowledge(AcknowledgeType type, Duration limit) {
        try {
            consumer.acknowledge(record, type);
            return consumer.commitSync(limit).values().stream()
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(Lease::meaning)
                    .orElse(State.HELD);
        } catch (IllegalStateException notOurs) {
            return State.LOST;
        } catch (KafkaException noAnswer) {
            return State.IN_DOUBT;
        }
    }

    private static State meaning(KafkaException refusal) {
        return refusal instanceof InvalidRecordStateException
                        || refusal instanceof FencedStateEpochException
                ? State.LOST
                : State.IN_DOUBT;
    }
}
