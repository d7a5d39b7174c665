package diskmill.ingest.source;

import java.io.IOException;

/**
 * The source does not give what it should: its fault, and never ours. Where the thread was interrupted, a {@link
 * java.io.InterruptedIOException} is thrown in its place.
 */
public abstract sealed class SourceException extends IOException
        permits SourceFailed, SourceBroken, SourceChanged {

    SourceException(String sentence) {
        super(sentence);
    }

    /** For the owner; holds no address. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
