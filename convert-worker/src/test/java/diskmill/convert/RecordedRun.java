package diskmill.convert;

import diskmill.event.Phase;
import diskmill.image.RunId;
import diskmill.messaging.Run;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A run that keeps what it is told. */
final class RecordedRun implements Run {

    record Step(Phase phase, long done, @Nullable Long total) {}

    private final RunId id = RunId.next();
    private final List<Step> steps = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    @Override
    public RunId id() {
        return id;
    }

    @Override
    public void progress(Phase phase, long done, @Nullable Long total) {
        steps.add(new Step(phase, done, total));
    }

    @Override
    public void remark(String sentence) {
        throw new AssertionError("a conversion has nothing to remark: " + sentence);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    List<Step> steps(Phase phase) {
        return steps.stream().filter(step -> step.phase() == phase).toList();
    }
}
