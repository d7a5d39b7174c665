package diskmill.api.volumes;

import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Cinder answers to a new volume, in its words where it has some. */
final class CinderAnswer {

    /** The end of each sentence about a volume that may have been made. */
    static final String LOOK_FIRST =
            "The volume may have been made: look among your volumes before you ask again, with another Idempotency-Key if you sent one.";

    private static final Logger log = LoggerFactory.getLogger(CinderAnswer.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1,64}");

    /** Seconds. */
    private static final int RETRY_AFTER = 5;

    /** Characters of a sentence of Cinder's; it has none that are longer. */
    private static final int MAX_SENTENCE = 500;

    private CinderAnswer() {}

    /**
     * @param endpoint Cinder's, without a slash at its end
     * @throws Refusal if it is no volume, with Cinder's status where that tells a caller of ours the same
     */
    static Volume read(int status, String body, URI endpoint) {
        JsonNode json = parse(body);
        if (status >= 200 && status < 300) {
            return volume(json.path("volume"), endpoint).orElseThrow(() -> failed(status, ""));
        }
        throw refusal(status, sentence(json));
    }

    private static Refusal refusal(int status, String why) {
        return switch (status) {
            case 400, 403, 409, 413, 429 -> refused(status, why);
            case 401 ->
                    new Refusal(
                            401,
                            "The block storage service does not take your token; get a new one.");
            // Cinder's own is about what the body names, and would here be taken for the image's
            case 404 -> why.isEmpty() ? elsewhere(status) : refused(400, why);
            case 503 ->
                    Refusal.unavailable(
                            "The block storage service is not ready, and no volume was made; try again in a few seconds.",
                            RETRY_AFTER);
            default -> status >= 500 ? failed(status, why) : elsewhere(status);
        };
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    private static Optional<Volume> volume(JsonNode volume, URI endpoint) {
        String id = volume.path("id").asString("");
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        String link =
                volume.path("links")
                        .valueStream()
                        .filter(one -> one.path("rel").asString("").equals("self"))
                        .map(one -> one.path("href").asString(""))
                        .filter(href -> href.startsWith("http"))
                        .findFirst()
                        .orElse("%s/volumes/%s".formatted(endpoint, id));
        return Optional.of(new Volume(id, volume.path("status").asString("creating"), link));
    }

    /** Of {@code {"badRequest": {"code": 400, "message": …}}}, whatever the first word is; empty if there is none. */
    private static String sentence(JsonNode json) {
        String message =
                json.valueStream()
                        .map(error -> error.path("message").asString(""))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse("")
                        .replaceAll("[\\p{Cntrl}\\s]+", " ")
                        .strip();
        if (Text.length(message) > MAX_SENTENCE) {
            return message.substring(0, message.offsetByCodePoints(0, MAX_SENTENCE)) + "…";
        }
        return message.isEmpty() || message.endsWith(".") ? message : message + ".";
    }

    private static Refusal refused(int status, String why) {
        return new Refusal(
                status,
                "The block storage service refuses to make the volume: "
                        + (why.isEmpty() ? "it does not say why." : why));
    }

    private static Refusal failed(int status, String why) {
        log.warn("Cinder answers to a new volume with {}: {}", status, why);
        return new Refusal(
                502,
                "The block storage service failed (status %d%s). %s"
                        .formatted(status, why.isEmpty() ? "" : ": " + why, LOOK_FIRST));
    }

    private static Refusal elsewhere(int status) {
        log.warn("What the catalog has as Cinder answers to a new volume with {}", status);
        return Refusal.conflict(
                "What your catalog has as the block storage service does not answer as one (status %d), and no volume was made; tell your operator."
                        .formatted(status));
    }
}
