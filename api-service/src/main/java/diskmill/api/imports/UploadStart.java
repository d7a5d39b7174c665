package diskmill.api.imports;

/** The answer to an upload's beginning: leave to receive it, or a refusal that changed nothing. */
public sealed interface UploadStart permits UploadStart.Started, StartRefusal {

    /** The image is {@code saving} or {@code uploading}; the bytes may come. */
    record Started(UploadTicket ticket) implements UploadStart {}
}
