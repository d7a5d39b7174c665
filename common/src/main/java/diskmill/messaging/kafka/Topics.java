package diskmill.messaging.kafka;

import com.fasterxml.jackson.annotation.JsonTypeName;
import diskmill.event.ImageEvent;
import java.util.Objects;

/**
 * The names in Kafka: one topic a fact, one group a kind of work, one topic of dead letters a group.
 *
 * @param prefix of all of them
 */
public record Topics(String prefix) {

    private static final String PREFIX = "${diskmill.messaging.prefix:diskmill}";

    // ---- for the listeners' annotations
    public static final String INGESTED = PREFIX + ".image-ingested";
    public static final String CONVERTED = PREFIX + ".image-converted";
    public static final String REJECTED = PREFIX + ".image-rejected";
    public static final String PROGRESSED = PREFIX + ".image-progressed";

    /** The group that moves the statuses. */
    public static final String STATUS_GROUP = PREFIX + "-status";

    String of(ImageEvent fact) {
        return of(fact.getClass());
    }

    String of(Class<? extends ImageEvent> kind) {
        JsonTypeName name =
                Objects.requireNonNull(kind.getAnnotation(JsonTypeName.class), kind.getName());
        return prefix + "." + name.value();
    }

    /**
     * Facts of one image keep their order. A cancellation is of one attempt, and its topic is compacted: by the image's id
     * the cancellation of an earlier attempt would be lost.
     */
    String key(ImageEvent fact) {
        return fact instanceof ImageEvent.Cancelled cancelled
                ? cancelled.attemptId().toString()
                : fact.imageId().toString();
    }

    String group(WorkKind kind) {
        return prefix + "-" + kind;
    }

    /** Kafka wants the name to begin so. */
    String deadLetters(String group) {
        return "dlq." + group;
    }

    String statusGroup() {
        return prefix + "-status";
    }

    String statusDeadLetters() {
        return deadLetters(statusGroup());
    }
}
