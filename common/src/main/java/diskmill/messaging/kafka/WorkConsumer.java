package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.event.UnreadableEvent;
import diskmill.messaging.MessagingUnavailable;
import diskmill.messaging.Step;
import diskmill.messaging.kafka.Job.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer of a share group, with one piece of work in its hands at most. Its own thread holds the lease, tells the progress
 * and sees when a job is to end; the job itself runs on another.
 */
final class WorkConsumer<W extends ImageEvent.Work> implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(WorkConsumer.class);

    /** How late a close or a deadline may be noticed. */
    private static final Duration SLICE = Duration.ofMillis(100);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WorkParts parts;
    private final WorkKind kind;
    private final Class<W> fact;
    private final Step<W> step;
    private final FinishedWork finished;
    private volatile boolean closing;
    private volatile boolean busy;

    /** @param finished shared by all consumers of a process, since what comes again may come to another */
    WorkConsumer(WorkParts parts, Class<W> fact, Step<W> step, FinishedWork finished) {
        this.parts = parts;
        this.finished = finished;
        this.kind = WorkKind.of(fact);
        this.fact = fact;
        this.step = step;
    }

    boolean busy() {
        return busy;
    }

    /** Ends soon after; what runs is interrupted and given back. */
    void close() {
        closing = true;
    }

    @Override
    public void run() {
        boolean told = false;
        while (!closing) {
            try {
                var ability = parts.broker().await(POLL);
                if (ability.isPresent() && parts.cancellations().awaitCaughtUp(POLL)) {
                    consume(ability.get());
                }
            } catch (KafkaException | UnsuitableBroker broken) {
                if (!told) {
                    log.warn("No work for {} can be taken for now: {}", kind, broken.getMessage());
                    told = true;
                }
                pause();
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException bug) {
                log.error("A consumer of work for {} begins anew", kind, bug);
                pause();
            }
        }
    }

    private void consume(BrokerSetUp.Ability ability) throws InterruptedException {
        var consumer = parts.clients().shareConsumer(parts.topics().group(kind));
        try {
            consumer.subscribe(List.of(parts.topics().of(fact)));
            while (!closing) {
                for (var record : consumer.poll(POLL)) {
                    Optional<ConsumerRecord<String, String>> next = Optional.of(record);
                    while (next.isPresent()) {
                        next = handle(new Lease(consumer, next.get(), parts.lock()), ability);
                    }
                }
            }
        } finally {
            close(consumer);
        }
    }

    /** Gives back what it still holds. */
    private static void close(KafkaShareConsumer<?, ?> consumer) {
        try {
            consumer.close(CLOSE_LIMIT);
        } catch (KafkaException away) {
            log.debug("not closed in order", away);
        }
    }

    /** Answers with another record, if one came instead of a renewal. */
    private Optional<ConsumerRecord<String, String>> handle(
            Lease lease, BrokerSetUp.Ability ability) throws InterruptedException {
        if (closing) {
            lease.end(AcknowledgeType.RELEASE);
            return Optional.empty();
        }
        W work;
        try {
            work = fact.cast(parts.json().read(lease.record().value()));
        } catch (UnreadableEvent | ClassCastException poison) {
            putAside(lease, ability, poison);
            return Optional.empty();
        }
        if (parts.cancellations().contains(work.attemptId())
                || isOver(work)
                || finished.contains(lease.record())) {
            log.info(
                    "image {} attempt {}: {} is needed no more",
                    work.imageId(),
                    work.attemptId(),
                    kind);
            lease.end(AcknowledgeType.ACCEPT);
            return Optional.empty();
        }
        busy = true;
        try {
            work(work, lease, ability);
        } finally {
            busy = false;
        }
        return lease.other();
    }

    private void work(W work, Lease lease, BrokerSetUp.Ability ability)
            throws InterruptedException {
        int deliveries = lease.record().deliveryCount().orElse((short) 1);
        boolean last = deliveries >= ability.deliveries();
        var job = new Job<>(work, step, parts.facts(), parts.properties(), deliveries - 1, last);
        try (var _ =
                parts.cancellations().watch(work.attemptId(), () -> job.stop(Reason.CANCELLED))) {
            job.start();
            if (attend(job, work, lease)) {
                settle(job, lease);
            } else if (job.end() == Job.End.DONE) {
                finished.add(lease.record());
            }
        } finally {
            job.stop(Reason.LEASE_LOST);
        }
    }

    /** Until the job's end, or until it had its time to stop; false if the lease is lost. */
    private boolean attend(Job<W> job, W work, Lease lease) throws InterruptedException {
        while (job.reason() == null) {
            if (job.awaitEnd(SLICE)) {
                return true;
            }
            if (closing) {
                job.stop(Reason.GIVEN_BACK);
            } else if (isOver(work)) {
                job.stop(Reason.OVERDUE);
            } else if (lease.keep(SLICE) == Lease.State.LOST) {
                log.warn(
                        "image {} attempt {}: {} is stopped, since its lease is lost; it is done again by whoever takes it",
                        work.imageId(),
                        work.attemptId(),
                        kind);
                job.stop(Reason.LEASE_LOST);
            } else {
                job.run()
                        .report(parts.clock().instant(), System.nanoTime())
                        .ifPresent(parts.facts()::mention);
            }
        }
        if (!job.awaitEnd(STOP_LIMIT)) {
            log.error(
                    "image {} attempt {}: {} does not stop though it was told to; it is at {}",
                    work.imageId(),
                    work.attemptId(),
                    kind,
                    job.whereabouts());
        }
        return job.reason() != Reason.LEASE_LOST;
    }

    private void settle(Job<?> job, Lease lease) {
        switch (job.end()) {
            case DONE -> {
                finished.add(lease.record());
                lease.acceptWithNextPoll();
            }
            case FAILED -> lease.end(AcknowledgeType.RELEASE);
            case SUPERSEDED -> lease.end(AcknowledgeType.ACCEPT);
            case STOPPED ->
                    lease.end(
                            job.reason() == Reason.GIVEN_BACK
                                    ? AcknowledgeType.RELEASE
                                    : AcknowledgeType.ACCEPT);
        }
    }

    private boolean isOver(W work) {
        return !parts.clock().instant().isBefore(work.deadline());
    }

    private void putAside(Lease lease, BrokerSetUp.Ability ability, RuntimeException poison)
            throws InterruptedException {
        String group = parts.topics().group(kind);
        var record = lease.record();
        String why =
                poison instanceof UnreadableEvent
                        ? String.valueOf(poison.getMessage())
                        : "a fact that is no work for this group";
        parts.deadLetters().count(record, group, why);
        try {
            if (!ability.keepsDeadLetters()) {
                parts.deadLetters()
                        .keep(
                                parts.topics().deadLetters(group),
                                record,
                                DeadLetters.bytes(record.key()),
                                DeadLetters.bytes(record.value()),
                                why);
            }
            lease.end(AcknowledgeType.REJECT);
        } catch (MessagingUnavailable away) {
            pause();
            lease.end(AcknowledgeType.RELEASE);
        }
    }

    private void pause() {
        long end = System.nanoTime() + PAUSE.toNanos();
        while (!closing && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(SLICE.toNanos());
        }
    }
}
