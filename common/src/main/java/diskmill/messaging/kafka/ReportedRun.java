package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import diskmill.image.RunId;
import diskmill.messaging.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A run whose progress is told, not at each call but when there is something to tell. The step may call from any thread. */
final class ReportedRun implements Run {

    /** How often at most. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** How often at least: the fact is also the sign that somebody is at work. */
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(5);

    /** The rate is that of the last so many seconds. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private record Reading(Phase phase, long done, @Nullable Long total, @Nullable String remark) {}

    private record Sample(long nanos, long done) {}

    private final RunId id = RunId.next();
    private final ImageEvent.Work work;
    private final BooleanSupplier cancelled;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private volatile Reading reading;
    private volatile @Nullable String remark;
    private Reading told;
    private long toldAt;

    /** @param nanos now, by {@link System#nanoTime} */
    ReportedRun(ImageEvent.Work work, Phase firstPhase, BooleanSupplier cancelled, long nanos) {
        this.work = work;
        this.cancelled = cancelled;
        this.reading = new Reading(firstPhase, 0, null, null);
        this.told = reading;
        this.toldAt = nanos;
        samples.add(new Sample(nanos, 0));
    }

    @Override
    public RunId id() {
        return id;
    }

    @Override
    public void progress(Phase phase, long done, @Nullable Long total) {
        reading = new Reading(phase, done, total, remark);
    }

    @Override
    public void remark(String sentence) {
        remark = sentence;
        Reading current = reading;
        reading = new Reading(current.phase(), current.done(), current.total(), sentence);
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /** What is to be told now, if anything is. Called by one thread, several times a second. */
    synchronized Optional<ImageEvent.Progressed> report(Instant now, long nanos) {
        Reading current = reading;
        long silence = nanos - toldAt;
        boolean moved = !current.equals(told);
        if (silence < (moved ? EVERY : AT_LEAST_EVERY).toNanos()) {
            return Optional.empty();
        }
        if (current.phase() != told.phase() || !Objects.equals(current.remark(), told.remark())) {
            samples.clear();
        }
        long rate = rate(new Sample(nanos, current.done()));
        told = current;
        toldAt = nanos;
        return Optional.of(
                new ImageEvent.Progressed(
                        work.imageId(),
                        work.attemptId(),
                        id,
                        now,
                        current.phase(),
                        current.done(),
                        current.total(),
                        rate,
                        current.remark()));
    }

    private long rate(Sample now) {
        samples.addLast(now);
        Iterator<Sample> oldestFirst = samples.iterator();
        oldestFirst.next();
        int tooOld = 0;
        while (oldestFirst.hasNext()
                && now.nanos() - oldestFirst.next().nanos() >= WINDOW.toNanos()) {
            tooOld++;
        }
        for (; tooOld > 0; tooOld--) {
            samples.removeFirst();
        }
        Sample oldest = samples.getFirst();
        long nanos = now.nanos() - oldest.nanos();
        return nanos <= 0 ? 0 : Math.max(0, (long) ((now.done() - oldest.done()) * 1e9 / nanos));
    }
}
