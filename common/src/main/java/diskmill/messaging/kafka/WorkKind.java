package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import java.util.Arrays;

/** The facts that are taken as work, and the group of consumers that shares each. */
enum WorkKind {
    INGEST(ImageEvent.Submitted.class, "ingest", Phase.RECEIVING),
    CONVERT(ImageEvent.Ingested.class, "convert", Phase.CHECKING);

    private final Class<? extends ImageEvent.Work> fact;
    private final String word;
    private final Phase firstPhase;

    WorkKind(Class<? extends ImageEvent.Work> fact, String word, Phase firstPhase) {
        this.fact = fact;
        this.word = word;
        this.firstPhase = firstPhase;
    }

    static WorkKind of(Class<? extends ImageEvent.Work> fact) {
        return Arrays.stream(values())
                .filter(kind -> kind.fact == fact)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("nobody works on " + fact.getName()));
    }

    Class<? extends ImageEvent.Work> fact() {
        return fact;
    }

    /** In what a run is before it has said anything. */
    Phase firstPhase() {
        return firstPhase;
    }

    @Override
    public String toString() {
        return word;
    }
}
