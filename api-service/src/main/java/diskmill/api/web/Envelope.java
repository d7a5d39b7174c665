package diskmill.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every answer of the v1 API is wrapped in.
 *
 * @param status  as the HTTP status
 * @param message {@code OK}, or a sentence that says what is wrong
 * @param result  absent where there is none
 * @param links   none as yet
 */
@JsonPropertyOrder({"status", "message", "result", "links"})
public record Envelope<T>(
        int status,
        String message,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable T result,
        List<String> links) {

    public static <T> Envelope<T> of(@Nullable T result) {
        return new Envelope<>(200, "OK", result, List.of());
    }

    static Envelope<Void> failed(int status, String message) {
        return new Envelope<>(status, message, null, List.of());
    }

    /** Whether the request, or the one that the server turned into one for its error page, is one of the v1 API. */
    static boolean isOf(HttpServletRequest request) {
        String path =
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String first
                        ? first
                        : request.getRequestURI();
        return path != null && (path.startsWith("/v1/") || path.equals("/v1"));
    }
}
