package diskmill.ingest.source;

/**
 * The transfer broke, and the source would not go on with the same version of its bytes. What came is of no use; {@link
 * HttpSource#open} begins again.
 */
public final class SourceChanged extends SourceException {

    SourceChanged() {
        super(
                "The source broke off and would not go on with the same version of its bytes; check that it stays as it is"
                        + " during the import.");
    }
}
