package diskmill.api.v2.data;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.imports.StartRefusal;
import diskmill.api.quota.Excess;
import diskmill.api.web.Refusal;
import diskmill.image.RejectionReason;

/** Which status an upload's failure is answered with. */
final class UploadFailures {

    private UploadFailures() {}

    /** @param detail a sentence for the owner */
    static Refusal refusal(RejectionReason reason, String detail) {
        return new Refusal(status(reason), detail);
    }

    /** @param detail a sentence for the owner */
    static Refusal tooSlow(String detail) {
        return new Refusal(408, detail);
    }

    static Refusal deleted() {
        return new Refusal(
                410, "The image was deleted, or its upload ended, while its bytes came in.");
    }

    /** @param failed an attempt that has ended without success */
    static Refusal of(Attempt failed) {
        RejectionReason reason = failed.reason();
        String message = failed.message();
        return reason == null
                ? deleted()
                : refusal(
                        reason,
                        message == null ? "The image is refused: " + reason + "." : message);
    }

    static Refusal of(StartRefusal refusal) {
        return switch (refusal) {
            case StartRefusal.NotFound _ -> Refusal.notFound("There is no such image.");
            case StartRefusal.WrongStatus(var status) ->
                    Refusal.conflict(
                            "Bytes can be sent only to an image that is queued; this one is %s.%s"
                                    .formatted(status, wayOut(status)));
            case StartRefusal.FormatsMissing(var names) ->
                    Refusal.badRequest(
                            "Set %s of the image first.".formatted(String.join(" and ", names)));
            case StartRefusal.StillReceiving _ ->
                    Refusal.conflict("The image's bytes are still coming in.");
            case StartRefusal.Impossible(String sentence) -> Refusal.badRequest(sentence);
            case StartRefusal.OverQuota(Excess excess) -> Refusal.tooLarge(excess.sentence());
        };
    }

    private static String wayOut(ImageStatus status) {
        return status == ImageStatus.SAVING || status == ImageStatus.IMPORTING
                ? " Its tasks (GET …/tasks) tell how far that is, and DELETE of the task that is at work cancels it."
                : "";
    }

    /** 415 is Glance's "invalid image data"; what the request itself got wrong is 400. */
    private static int status(RejectionReason reason) {
        return switch (reason) {
            case TOO_LARGE, COMPRESSION_LIMIT, OVER_QUOTA -> 413;
            case BAD_COMPRESSION,
                    FORMAT_MISMATCH,
                    NOT_A_DISK,
                    UNSAFE,
                    DAMAGED,
                    UNSUPPORTED,
                    CONVERSION_FAILED ->
                    415;
            case EMPTY, CHECKSUM_MISMATCH, UPLOAD_INCOMPLETE -> 400;
            case CANCELLED -> 410;
            case INTERRUPTED, DEADLINE_EXCEEDED -> 503;
            case SOURCE_UNREACHABLE,
                    SOURCE_ERROR,
                    SOURCE_REDIRECTS,
                    SOURCE_TOO_SLOW,
                    SOURCE_TRUNCATED ->
                    400;
        };
    }
}
