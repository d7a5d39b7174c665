package diskmill.api.v2.imports;

import diskmill.api.catalog.ImageStatus;
import diskmill.api.imports.StartRefusal;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.web.Refusal;

/** How an import that was not begun is answered. */
public final class ImportRefusals {

    /** Seconds; what is under way takes at least as long. */
    private static final int RETRY_AFTER = 10;

    private ImportRefusals() {}

    /** @param method the API's word */
    public static Refusal of(StartRefusal refusal, String method) {
        return switch (refusal) {
            case StartRefusal.NotFound _ -> ImagePolicy.notFound();
            case StartRefusal.WrongStatus(var status) -> wrongStatus(status, method);
            case StartRefusal.FormatsMissing(var names) ->
                    Refusal.conflict(
                            "Set %s of the image first.".formatted(String.join(" and ", names)));
            case StartRefusal.StillReceiving _ ->
                    Refusal.inProgress(
                            "The staged bytes are still coming in; try again after that.",
                            RETRY_AFTER);
            case StartRefusal.Impossible(String sentence) -> Refusal.badRequest(sentence);
        };
    }

    static Refusal wrongStatus(ImageStatus status, String method) {
        String needed =
                switch (method) {
                    case ImportMethods.GLANCE_DIRECT -> "uploading";
                    case ImportMethods.COPY_IMAGE -> "active";
                    default -> "queued";
                };
        String sentence =
                "An import by %s begins from an image that is %s; this one is %s."
                        .formatted(method, needed, status);
        return switch (status) {
            case SAVING, IMPORTING -> Refusal.inProgress(sentence, RETRY_AFTER);
            case QUEUED, UPLOADING, ACTIVE, DEACTIVATED, KILLED, PENDING_DELETE, DELETED ->
                    Refusal.conflict(sentence);
        };
    }
}
