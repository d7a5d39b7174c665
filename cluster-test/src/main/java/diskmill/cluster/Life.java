package diskmill.cluster;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One image from the wish to its verified download, by a client as patient as an operator's script: what got no answer, or
 * a 5xx, is asked again; what was refused is a failure.
 */
final class Life {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final ApiClient api;
    private final Wish wish;
    private final Instant until;

    /** @param until when its patience ends */
    Life(ApiClient api, Wish wish, Instant until) {
        this.api = api;
        this.wish = wish;
        this.until = until;
    }

    /**
     * How it ended.
     *
     * @param image   its id, or null if it was never accepted
     * @param problem null if all is as it must be
     * @param lasted  from the first call to the moment at which it was seen active
     */
    record End(Wish wish, @Nullable String image, @Nullable String problem, Duration lasted) {}

    private interface Call<T> {
        /** Null to be asked again. */
        @Nullable T ask() throws IOException, InterruptedException;
    }

    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    End live() throws InterruptedException {
        Instant begin = Instant.now();
        String image = null;
        Duration lasted = Duration.ZERO;
        try {
            image = create();
            String id = image;
            JsonNode shown = wish.way() == Wish.Way.IMPORT ? imported(id) : uploaded(id);
            lasted = Duration.between(begin, Instant.now());
            if (!shown.path("os_hash_value").asString().equals(wish.sha256())) {
                throw new Failed("it is active with the digest " + shown.path("os_hash_value"));
            }
            String downloaded = patiently("its download", () -> api.downloadedSha256(id));
            if (!downloaded.equals(wish.sha256())) {
                throw new Failed("its download has the digest " + downloaded);
            }
            return new End(wish, image, null, lasted);
        } catch (Failed failed) {
            return new End(wish, image, failed.getMessage(), lasted);
        }
    }

    private String create() throws Failed, InterruptedException {
        var members = JSON.createObjectNode();
        members.put("name", "chaos-" + wish.number());
        members.put("container_format", "bare").put("disk_format", wish.format());
        if (wish.target() != null) {
            members.put("diskmill_convert_to", wish.target());
        }
        return patiently(
                "its creation",
                () -> {
                    ApiClient.Answer answer = api.send("POST", "/v2/images", members.toString());
                    return answer.isServersFault()
                            ? null
                            : answer.expect(201).path("id").asString();
                });
    }

    private JsonNode imported(String image) throws Failed, InterruptedException {
        String body =
                JSON.writeValueAsString(
                        Map.of("method", Map.of("name", "web-download", "uri", wish.source())));
        patiently(
                "the acceptance of its import",
                () -> {
                    ApiClient.Answer answer =
                            api.send("POST", "/v2/images/" + image + "/import", body);
                    // a conflict: the answer to an earlier call was lost, and that call was
                    // accepted
                    boolean accepted = answer.status() == 202 || answer.status() == 409;
                    if (!accepted && !answer.isServersFault()) {
                        throw new IOException("refused: " + answer);
                    }
                    return accepted ? Boolean.TRUE : null;
                });
        return settled(image, "active");
    }

    /** A cut upload leaves the image queued, and the client does it again. */
    private JsonNode uploaded(String image) throws Failed, InterruptedException {
        while (true) {
            @Nullable String refusal = null;
            try {
                ApiClient.Answer answer = api.upload(image, wish.file());
                if (answer.status() >= 400 && !answer.isServersFault() && answer.status() != 409) {
                    refusal = answer.toString();
                }
            } catch (IOException cut) {
                // looked at below
            }
            if (refusal != null) {
                throw new Failed("its upload " + refusal);
            }
            JsonNode shown = settled(image, "active", "queued");
            if (shown.path("status").asString().equals("active")) {
                return shown;
            }
            if (!shown.path("size").isNull()) {
                throw new Failed("it is queued, and shows a size: " + shown);
            }
        }
    }

    /** Waits until the image has one of the statuses; an import that failed is told with its reason. */
    private JsonNode settled(String image, String... statuses) throws Failed, InterruptedException {
        return patiently(
                "the status " + String.join(" or ", statuses),
                () -> {
                    ApiClient.Answer answer = api.send("GET", "/v2/images/" + image, null);
                    if (answer.isServersFault()) {
                        return null;
                    }
                    JsonNode shown = answer.expect(200);
                    String status = shown.path("status").asString();
                    for (String wanted : statuses) {
                        if (status.equals(wanted)) {
                            return shown;
                        }
                    }
                    if (status.equals("queued")) {
                        throw new IOException(
                                "its import failed: "
                                        + api.send("GET", "/v2/images/" + image + "/tasks", null));
                    }
                    return null;
                });
    }

    /** Again and again until there is a value; the last fault is told when the patience ends. */
    private <T> T patiently(String what, Call<T> call) throws Failed, InterruptedException {
        String last = "no answer in time";
        while (Instant.now().isBefore(until)) {
            try {
                T value = call.ask();
                if (value != null) {
                    return value;
                }
                last = "not yet";
            } catch (IOException failed) {
                last = failed.toString();
                if (isFinal(last)) {
                    break;
                }
            }
            Thread.sleep(PAUSE);
        }
        throw new Failed("%s: %s".formatted(what, last));
    }

    private static boolean isFinal(String failure) {
        return failure.contains("refused: ") || failure.contains("its import failed");
    }
}
