package diskmill.api.v2.tasks;

import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Tasks;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An attempt as Glance shows a task, with what Glance has no word for in the object {@code diskmill}. */
record Task(
        String id,
        String type,
        String status,
        String owner,
        @JsonProperty("image_id") String imageId,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("user_id") String userId,
        Object input,
        @Nullable Map<String, String> result,
        String message,
        @JsonProperty("expires_at") @Nullable String expiresAt,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("updated_at") String updatedAt,
        boolean deleted,
        @JsonProperty("deleted_at") @Nullable String deletedAt,
        Progress diskmill) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    /**
     * How far it is, or how it ended.
     *
     * @param state       the attempt's, finer than the task's status
     * @param secondsLeft of this phase; null where it cannot be told
     * @param queuePosition 1 for the next; null if it does not wait
     * @param reason      a code, once it has failed
     */
    record Progress(
            String method,
            String state,
            @Nullable String phase,
            @JsonProperty("bytes_done") long bytesDone,
            @JsonProperty("bytes_total") @Nullable Long bytesTotal,
            @JsonProperty("bytes_per_second") long bytesPerSecond,
            @JsonProperty("seconds_left") @Nullable Long secondsLeft,
            @JsonProperty("convert_to") @Nullable String convertTo,
            int runs,
            @JsonProperty("queue_position") @Nullable Long queuePosition,
            @Nullable String reason) {

        static Progress of(Attempt attempt, @Nullable Long queuePosition) {
            return new Progress(
                    attempt.method().toString(),
                    attempt.state().toString(),
                    word(attempt.phase()),
                    attempt.done(),
                    attempt.total(),
                    attempt.state().ended() ? 0 : attempt.bytesPerSecond(),
                    Task.secondsLeft(attempt),
                    word(attempt.target()),
                    attempt.runs(),
                    queuePosition,
                    word(attempt.reason()));
        }
    }

    /**
     * @param own           whether the caller may know where the bytes come from
     * @param queuePosition 1 for the next; null if it does not wait
     */
    static Task of(Tasks.Entry entry, boolean own, @Nullable Long queuePosition) {
        Attempt attempt = entry.attempt();
        Instant ended = attempt.endedAt();
        Instant expires = ended == null ? null : ended.plus(Tasks.KEPT);
        boolean expired = expires != null && expires.isBefore(Instant.now());
        return new Task(
                attempt.id().toString(),
                entry.type(),
                status(attempt),
                attempt.project(),
                attempt.imageId().toString(),
                attempt.requestId(),
                attempt.user(),
                input(entry, own),
                attempt.state() == Attempt.State.SUCCEEDED
                        ? Map.of("image_id", attempt.imageId().toString())
                        : null,
                attempt.message() == null ? "" : attempt.message(),
                expires == null ? null : TIME.format(expires),
                TIME.format(attempt.createdAt()),
                TIME.format(attempt.updatedAt()),
                expired,
                expired ? TIME.format(expires) : null,
                Progress.of(attempt, queuePosition));
    }

    /** As {@code /v2/tasks} shows one. */
    Map<String, @Nullable Object> whole() {
        Map<String, @Nullable Object> json = stub();
        json.put("input", input);
        json.put("result", result);
        json.put("message", message);
        json.put("request_id", requestId);
        json.put("user_id", userId);
        json.put("diskmill", diskmill);
        return json;
    }

    /** As {@code /v2/tasks} lists them. */
    Map<String, @Nullable Object> stub() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("type", type);
        json.put("status", status);
        json.put("owner", owner);
        json.put("image_id", imageId);
        json.put("created_at", createdAt);
        json.put("updated_at", updatedAt);
        json.put("expires_at", expiresAt);
        json.put("self", "/v2/tasks/" + id);
        json.put("schema", "/v2/schemas/task");
        return json;
    }

    private static String status(Attempt attempt) {
        return switch (attempt.state()) {
            case STAGED, WAITING -> "pending";
            case RECEIVING -> "processing";
            case RELEASED -> attempt.phase() == null ? "pending" : "processing";
            case SUCCEEDED -> "success";
            case FAILED, CANCELLED -> "failure";
        };
    }

    private static Object input(Tasks.Entry entry, boolean own) {
        String noted = entry.input();
        return own && noted != null ? JSON.readTree(noted) : input(entry.attempt(), own);
    }

    private static Map<String, Object> input(Attempt attempt, boolean own) {
        Map<String, Object> method = new LinkedHashMap<>();
        method.put("name", attempt.method().toString());
        URI source = attempt.source();
        if (source != null && own) {
            method.put("uri", withoutQuery(source));
        }
        return Map.of(
                "image_id", attempt.imageId().toString(), "import_req", Map.of("method", method));
    }

    /** A query may hold a signature, which is as good as a password. */
    private static String withoutQuery(URI source) {
        String text = source.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static @Nullable Long secondsLeft(Attempt attempt) {
        Long total = attempt.total();
        if (attempt.state().ended()
                || total == null
                || attempt.bytesPerSecond() <= 0
                || total < attempt.done()) {
            return null;
        }
        return Math.ceilDiv(total - attempt.done(), attempt.bytesPerSecond());
    }

    private static @Nullable String word(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
