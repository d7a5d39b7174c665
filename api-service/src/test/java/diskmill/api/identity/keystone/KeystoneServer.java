package diskmill.api.identity.keystone;

import com.sun.net.httpserver.HttpExchange;
import diskmill.api.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A web server that answers {@code /v3/auth/tokens} as a Keystone does, and as one does that is not well. */
final class KeystoneServer implements AutoCloseable {

    static final String USER = "diskmill";
    static final String PASSWORD = "our own password";

    private static final String TOKENS = "/v3/auth/tokens";

    /** How it is. */
    enum State {
        WELL,
        SILENT,
        GARBAGE,
        FAILING,
        ELSEWHERE
    }

    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger credentialLogins = new AtomicInteger();
    final AtomicInteger validations = new AtomicInteger();
    volatile State state = State.WELL;

    /** Comes down when a silent one may speak again. */
    final CountDownLatch silence = new CountDownLatch(1);

    /** What it answers to whoever has a token of ours, by path. */
    final Map<String, String> documents = new ConcurrentHashMap<>();

    /** What {@code /v3/auth/catalog} answers to a caller's token. */
    final Map<String, String> catalogs = new ConcurrentHashMap<>();

    /** The addresses of these that were asked for. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> credentials = new ConcurrentHashMap<>();
    private final Set<String> ours = ConcurrentHashMap.newKeySet();
    private final LoopbackServer server;

    /** @param port 0 for any */
    KeystoneServer(int port) {
        server = new LoopbackServer(port, this::answer);
    }

    URI url() {
        return URI.create(server.address() + "/v3");
    }

    int port() {
        return server.port();
    }

    /** A token of the project's, with the role. */
    void add(String token, String project, String role) {
        add(
                token,
                """
                "project": {"id": "%s", "name": "%s", "domain": {"id": "default", "name": "Default"}},
                "roles": [{"id": "r1", "name": "%s"}],
                """
                        .formatted(project, project, role),
                Instant.now().plusSeconds(600));
    }

    /** @param scope the fields that tell it, with a comma at their end */
    void add(String token, String scope, Instant end) {
        tokens.put(token, document(scope, end));
    }

    /** An application credential, by which one gets a token that was added. */
    void addCredential(String id, String secret, String token) {
        credentials.put(id + " " + secret, token);
    }

    void remove(String token) {
        tokens.remove(token);
    }

    /** Ends the tokens of ours that are out. */
    void forgetOurs() {
        ours.clear();
    }

    private static String document(String scope, Instant end) {
        return """
        {"token": {"methods": ["password"], "user": {"id": "u1", "name": "somebody",
          "domain": {"id": "default", "name": "Default"}, "password_expires_at": null}, %s
          "audit_ids": ["EXQOTfhVT3OMlIAVNU0XTQ"], "issued_at": "2026-11-25T19:31:25.000000Z", "expires_at": "%s"}}
        """
                .formatted(scope, end.truncatedTo(ChronoUnit.MICROS));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (state) {
                case WELL -> wellAnswer(exchange, body);
                case SILENT -> silence.await();
                case GARBAGE -> {
                    exchange.getResponseHeaders().add("X-Subject-Token", "garbage");
                    send(exchange, post(exchange) ? 201 : 200, "<html>it works</html>");
                }
                case FAILING -> send(exchange, 500, "{\"error\": {}}");
                case ELSEWHERE -> send(exchange, 404, "<html>nothing here</html>");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void wellAnswer(HttpExchange exchange, byte[] body) throws IOException {
        String other = documents.get(exchange.getRequestURI().getPath());
        if (exchange.getRequestURI().getPath().equals("/v3/auth/catalog")) {
            String catalog = catalogs.get(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
            send(
                    exchange,
                    catalog == null ? 401 : 200,
                    catalog == null ? "{\"error\": {\"code\": 401}}" : catalog);
        } else if (other != null) {
            boolean known = ours.contains(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
            asked.add(exchange.getRequestURI().toString());
            send(exchange, known ? 200 : 401, known ? other : "{\"error\": {\"code\": 401}}");
        } else if (!exchange.getRequestURI().getPath().equals(TOKENS)) {
            send(exchange, 404, "{\"error\": {\"code\": 404}}");
        } else if (post(exchange)) {
            login(exchange, new JsonMapper().readTree(body).get("auth"));
        } else {
            validate(exchange);
        }
    }

    private static boolean post(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST");
    }

    private void login(HttpExchange exchange, JsonNode auth) throws IOException {
        JsonNode credential = auth.at("/identity/application_credential");
        if (credential.isObject()) {
            loginByCredential(exchange, credential);
            return;
        }
        JsonNode user = auth.at("/identity/password/user");
        boolean right =
                USER.equals(user.path("name").asString())
                        && PASSWORD.equals(user.path("password").asString())
                        && "Default".equals(user.at("/domain/name").asString())
                        && "service".equals(auth.at("/scope/project/name").asString());
        if (!right) {
            send(exchange, 401, "{\"error\": {\"code\": 401}}");
            return;
        }
        String token = "ours-" + logins.incrementAndGet();
        ours.add(token);
        exchange.getResponseHeaders().add("X-Subject-Token", token);
        send(exchange, 201, document("", Instant.now().plusSeconds(3600)));
    }

    private void loginByCredential(HttpExchange exchange, JsonNode shown) throws IOException {
        credentialLogins.incrementAndGet();
        String token =
                credentials.get(
                        shown.get("id").stringValue() + " " + shown.get("secret").stringValue());
        if (token == null) {
            send(exchange, 401, "{\"error\": {\"code\": 401}}");
            return;
        }
        exchange.getResponseHeaders().add("X-Subject-Token", token);
        send(exchange, 201, tokens.getOrDefault(token, "{}"));
    }

    private void validate(HttpExchange exchange) throws IOException {
        if (!ours.contains(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            send(exchange, 401, "{\"error\": {\"code\": 401}}");
            return;
        }
        validations.incrementAndGet();
        String document = tokens.get(exchange.getRequestHeaders().getFirst("X-Subject-Token"));
        if (document == null) {
            send(exchange, 404, "{\"error\": {\"code\": 404}}");
        } else {
            send(exchange, 200, document);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        LoopbackServer.send(exchange, status, text);
    }

    @Override
    public void close() {
        silence.countDown();
        server.close();
    }
}
