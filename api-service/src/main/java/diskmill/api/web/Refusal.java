package diskmill.api.web;

import java.util.Map;

/** A request that is answered with an error, whose message tells the caller what to do. Carries no stack trace, since it is nobody's bug. */
public final class Refusal extends RuntimeException {

    private final int status;
    private final Map<String, String> headers;

    /** @param message one sentence, without internal addresses, paths or secrets */
    public Refusal(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public Refusal(int status, String message) {
        this(status, message, Map.of());
    }

    public static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    public static Refusal forbidden(String message) {
        return new Refusal(403, message);
    }

    public static Refusal notFound(String message) {
        return new Refusal(404, message);
    }

    public static Refusal conflict(String message) {
        return new Refusal(409, message);
    }

    /** @param seconds after which what is under way may have ended */
    public static Refusal inProgress(String message, int seconds) {
        return new Refusal(409, message, Map.of("Retry-After", Integer.toString(seconds)));
    }

    public static Refusal tooLarge(String message) {
        return new Refusal(413, message);
    }

    public static Refusal unsupportedMediaType(String message) {
        return new Refusal(415, message);
    }

    /** @param seconds after which a retry is worth while */
    public static Refusal unavailable(String message, int seconds) {
        return new Refusal(503, message, Map.of("Retry-After", Integer.toString(seconds)));
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
