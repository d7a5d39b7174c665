package diskmill.ingest.source;

/**
 * The transfer broke, and the source names no version of its bytes that the rest could be asked for. What came is of no use;
 * {@link HttpSource#open} begins again.
 */
public final class SourceBroken extends SourceException {

    SourceBroken(String sentence) {
        super(sentence);
    }
}
