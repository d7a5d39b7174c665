package diskmill.ingest;

import diskmill.event.Phase;
import diskmill.image.RunId;
import diskmill.messaging.Run;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A run that keeps what it is told, and is cancelled when the test says so. */
final class WatchedRun implements Run {

    record Told(Phase phase, long done, @Nullable Long total) {}

    private final RunId id = RunId.next();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private volatile Runnable whenRemarked = () -> {};
    private volatile Runnable whenTold = () -> {};
    private volatile boolean cancelled;

    @Override
    public RunId id() {
        return id;
    }

    @Override
    public void progress(Phase phase, long done, @Nullable Long total) {
        told.add(new Told(phase, done, total));
        whenTold.run();
    }

    @Override
    public void remark(String sentence) {
        remarks.add(sentence);
        Runnable action = whenRemarked;
        whenRemarked = () -> {};
        action.run();
    }

    /** Done once, at the next remark. */
    void whenRemarked(Runnable action) {
        whenRemarked = action;
    }

    /** Done after each progress. */
    void whenTold(Runnable action) {
        whenTold = action;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    List<Told> told() {
        return List.copyOf(told);
    }
}
