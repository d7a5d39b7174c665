package diskmill.api.rounds;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Starts all rounds once the application stands, and stops them after the web server has taken its last request. */
public final class RoundsLifecycle implements SmartLifecycle {

    private final List<Rounds> rounds;
    private volatile boolean running;

    public RoundsLifecycle(List<Rounds> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    @Override
    public void start() {
        rounds.forEach(Rounds::start);
        running = true;
    }

    @Override
    public void stop() {
        rounds.forEach(Rounds::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the web server's, so that these stop after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
