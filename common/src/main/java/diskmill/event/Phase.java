package diskmill.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is being done to an image right now. Each phase counts its own bytes. */
public enum Phase {
    /** Its bytes come in, from a source or from a client. */
    RECEIVING,
    /** Its structure is read again, from the stored bytes. */
    CHECKING,
    CONVERTING,
    /** The converted disk is read for its digests, and stored. */
    STORING;

    @JsonCreator
    public static Phase parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
