package diskmill.storage;

/**
 * What a later run must know to go on from an unfinished upload; the store keeps it beside the upload and does not read it.
 *
 * @param text at most 4096 characters; empty for an upload that nobody can continue
 */
public record UploadNote(String text) {

    private static final int MAX_LENGTH = 4096;

    public static final UploadNote NONE = new UploadNote("");

    public UploadNote {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a note has at most " + MAX_LENGTH + " characters");
        }
    }
}
