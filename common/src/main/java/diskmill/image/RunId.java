package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/**
 * One go of one process at an attempt. Each run writes under a key of its own, so that two runs that overlap never mix.
 */
public record RunId(UUID value) {

    public static RunId next() {
        return new RunId(Uuids.next());
    }

    /** Empty unless {@code text} is a UUID in its full form of 36 characters, in either case. */
    public static Optional<RunId> tryParse(String text) {
        return Uuids.tryParse(text).map(RunId::new);
    }

    /** @throws IllegalArgumentException if {@code text} is no UUID in its full form */
    @JsonCreator
    public static RunId parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a run id: " + text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
