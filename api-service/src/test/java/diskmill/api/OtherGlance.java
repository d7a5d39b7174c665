package diskmill.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Another image service, on loopback, which answers as a test tells it, and remembers which token it was asked with. */
public final class OtherGlance {

    public static final String REGION = "RegionTwo";

    /** @param length announced where it is not that of the body; null for the true one */
    private record Answer(
            int status, String body, Map<String, String> headers, @Nullable Long length) {}

    private static final OtherGlance ONE = new OtherGlance();

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final LoopbackServer server = new LoopbackServer(0, this::answer);

    private OtherGlance() {}

    public static OtherGlance get() {
        return ONE;
    }

    public String address() {
        return server.address();
    }

    public void record(String id, String json) {
        put("/v2/images/" + id, 200, json, Map.of(), null);
    }

    public void file(String id, String bytes) {
        put("/v2/images/" + id + "/file", 200, bytes, Map.of(), null);
    }

    /** One that breaks off after what there is of it. */
    public void brokenFile(String id, String bytes, long announced) {
        put("/v2/images/" + id + "/file", 200, bytes, Map.of(), announced);
    }

    public void redirect(String id, String to) {
        put("/v2/images/" + id, 302, "", Map.of("Location", to), null);
    }

    private void put(
            String path,
            int status,
            String body,
            Map<String, String> headers,
            @Nullable Long length) {
        answers.put(path, new Answer(status, body, headers, length));
    }

    /** The tokens of all questions so far. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        tokens.add(token == null ? "(none)" : token);
        Answer answer =
                answers.getOrDefault(
                        exchange.getRequestURI().getPath(), new Answer(404, "", Map.of(), null));
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            long length = answer.length() == null ? body.length : answer.length();
            exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(body);
            // what is announced and does not come is not waited for by whoever has the rest
            exchange.getResponseBody().flush();
        }
    }
}
