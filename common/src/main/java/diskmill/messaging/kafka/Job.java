package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.messaging.Facts;
import diskmill.messaging.MessagingUnavailable;
import diskmill.messaging.Step;
import diskmill.messaging.Superseded;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step at one piece of work, on a virtual thread of its own. It does the step, publishes the fact that comes of it (for as long
 * as that takes), and after a failure waits out the pause, so that whoever takes the work next need not.
 */
final class Job<W extends ImageEvent.Work> {

    private static final Logger log = LoggerFactory.getLogger(Job.class);

    /** How it came to its end. */
    enum End {
        /** The fact is published. */
        DONE,
        /** The step failed, and the pause is over. */
        FAILED,
        /** Another run has taken over. */
        SUPERSEDED,
        /** It was told to stop. */
        STOPPED
    }

    /** Why it is told to stop. */
    enum Reason {
        CANCELLED,
        OVERDUE,
        GIVEN_BACK,
        LEASE_LOST
    }

    private final W work;
    private final Step<W> step;
    private final Facts facts;
    private final MessagingProperties properties;
    private final WorkKind kind;
    private final boolean lastDelivery;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private int failures;
    private volatile ReportedRun run;
    private volatile @Nullable Reason reason;
    private volatile End end = End.STOPPED;

    /**
     * @param failedBefore how often this work has been tried already
     * @param lastDelivery whether nobody gets it after this; then it is tried here until its deadline
     */
    Job(
            W work,
            Step<W> step,
            Facts facts,
            MessagingProperties properties,
            int failedBefore,
            boolean lastDelivery) {
        this.work = work;
        this.step = step;
        this.facts = facts;
        this.properties = properties;
        this.kind = WorkKind.of(work.getClass());
        this.failures = failedBefore;
        this.lastDelivery = lastDelivery;
        this.run = newRun();
        this.thread =
                Thread.ofVirtual().name(kind + " " + work.attemptId()).unstarted(this::untilItsEnd);
    }

    void start() {
        thread.start();
    }

    /** The run that is on right now: each try is one. */
    ReportedRun run() {
        return run;
    }

    @Nullable Reason reason() {
        return reason;
    }

    /** Interrupts it, once: the first reason stands. */
    synchronized void stop(Reason why) {
        if (reason == null) {
            reason = why;
            thread.interrupt();
        }
    }

    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Once {@link #awaitEnd} has said so. */
    End end() {
        return end;
    }

    /** Where its thread is, for the log. */
    String whereabouts() {
        var frames = thread.getStackTrace();
        return frames.length == 0 ? "nowhere" : frames[0].toString();
    }

    private void untilItsEnd() {
        try {
            end = tries();
        } catch (InterruptedException stopped) {
            end = End.STOPPED;
        } finally {
            ended.countDown();
        }
    }

    private End tries() throws InterruptedException {
        while (true) {
            try {
                ImageEvent fact = step.run(work, run);
                if (reason != null) {
                    return End.STOPPED;
                }
                publish(fact);
                return End.DONE;
            } catch (Superseded other) {
                if (reason != null) {
                    return End.STOPPED;
                }
                log.info(
                        "image {} attempt {}: {} is left to another run, which has taken over",
                        work.imageId(),
                        work.attemptId(),
                        kind);
                return End.SUPERSEDED;
            } catch (IOException | RuntimeException | Error failed) {
                if (reason != null) {
                    return End.STOPPED;
                }
                failures++;
                Duration pause = properties.pauseAfter(failures);
                tell(failed, pause);
                Thread.sleep(pause);
                if (!lastDelivery) {
                    return End.FAILED;
                }
                run = newRun();
            }
        }
    }

    /** The work is done, so the broker is waited for however long it is away; its lease may be lost meanwhile. */
    private void publish(ImageEvent fact) throws InterruptedException {
        for (int refused = 1; ; refused++) {
            try {
                facts.publish(fact);
                return;
            } catch (MessagingUnavailable away) {
                if (refused == 1) {
                    log.warn(
                            "image {} attempt {}: {} is done, but Kafka does not take the fact; it is said until it does",
                            work.imageId(),
                            work.attemptId(),
                            kind);
                }
                Thread.sleep(properties.pauseAfter(refused));
            }
        }
    }

    private ReportedRun newRun() {
        return new ReportedRun(
                work,
                kind.firstPhase(),
                () -> reason == Reason.CANCELLED || reason == Reason.OVERDUE,
                System.nanoTime());
    }

    private void tell(Throwable failed, Duration pause) {
        boolean surroundings =
                failed instanceof IOException || failed instanceof MessagingUnavailable;
        if (surroundings) {
            log.warn(
                    "image {} attempt {}: {} failed {} times; the next try in {} s: {}",
                    work.imageId(),
                    work.attemptId(),
                    kind,
                    failures,
                    pause.toSeconds(),
                    failed.toString());
        } else {
            log.error(
                    "image {} attempt {}: {} failed {} times, now unexpectedly; the next try in {} s",
                    work.imageId(),
                    work.attemptId(),
                    kind,
                    failures,
                    pause.toSeconds(),
                    failed);
        }
    }
}
