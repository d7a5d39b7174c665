package diskmill.image;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs as we take and make them; {@link UUID#fromString} alone would also take {@code 1-1-1-1-1}. */
final class Uuids {

    private static final Pattern FULL =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final TimeBasedEpochGenerator V7 = Generators.timeBasedEpochGenerator();

    private Uuids() {}

    static Optional<UUID> tryParse(String text) {
        return FULL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** A UUIDv7 (RFC 9562): later ones sort after earlier ones. */
    static UUID next() {
        return V7.generate();
    }
}
