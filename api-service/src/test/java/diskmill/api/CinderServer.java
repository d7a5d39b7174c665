package diskmill.api;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A web server on loopback that answers a new volume as Cinder does, or as a test tells it, and remembers what it was asked. Its answers are
 * recorded from a real Cinder 29; {@code ./dev conformance} asks one.
 */
public final class CinderServer implements AutoCloseable {

    public static final String VOLUME = "8f0c2a8e-3c2b-4b57-9d6e-0a3a5a4b1c2d";

    /** One request. */
    public record Asked(String line, @Nullable String token, @Nullable String type, String body) {}

    /** What it answers. */
    public sealed interface Answer {

        record Text(int status, String body, Map<String, String> headers) implements Answer {}

        /** It takes the request, and never answers. */
        record Silence() implements Answer {}

        /** It takes the request, and closes the connection. */
        record BreaksOff() implements Answer {}
    }

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final LoopbackServer server = new LoopbackServer(0, this::answer);
    private volatile Answer answer = made();

    /** As a catalog has it: for a project. */
    public URI endpoint() {
        return URI.create(server.address() + "/v3/p1");
    }

    private Answer made() {
        String body =
                """
                {"volume": {"id": "%1$s", "status": "creating", "size": 1, "availability_zone": "nova",
                  "created_at": "2026-11-26T04:30:00.000000", "updated_at": null, "name": null, "description": null,
                  "volume_type": "__DEFAULT__", "snapshot_id": null, "source_volid": null, "metadata": {},
                  "links": [{"rel": "self", "href": "%2$s/volumes/%1$s"}, {"rel": "bookmark", "href": "%3$s/volumes/%1$s"}],
                  "user_id": "u1", "bootable": "false", "encrypted": false, "replication_status": null,
                  "consistencygroup_id": null, "multiattach": false, "attachments": [], "migration_status": null}}
                """
                        .formatted(VOLUME, endpoint(), endpoint().toString().replace("/v3", ""));
        return new Answer.Text(202, body, Map.of());
    }

    public void answers(int status, String body) {
        answer = new Answer.Text(status, body, Map.of());
    }

    public void answers(Answer other) {
        answer = other;
    }

    /** Back to the beginning. */
    public void isWell() {
        answer = made();
        asked.clear();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(
                    new Asked(
                            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("X-Auth-Token"),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            new String(body, StandardCharsets.UTF_8)));
            switch (answer) {
                case Answer.Text text -> {
                    text.headers().forEach(exchange.getResponseHeaders()::add);
                    LoopbackServer.send(exchange, text.status(), text.body());
                }
                case Answer.Silence _ -> end.await();
                case Answer.BreaksOff _ -> {}
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.close();
    }
}
