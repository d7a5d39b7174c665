package diskmill.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nonsense of every kind, by an administrator, over bare connections, since no HTTP client sends all of it: the answer is a 4xx that says in a
 * sentence what is wrong, never a 5xx, and nothing has changed.
 */
public abstract class RefusalsTest extends FaceTest {

    /** Of a body in the API's JSON, and of one of v1, in its envelope. */
    private static final Pattern SENTENCE =
            Pattern.compile("\"message\":\"(?=[^\"]{10})(?:[^\"\\\\]++|\\\\.)*+(?<=\\.)\"");

    /** Those that a caller can add to. */
    private static final List<String> TABLES =
            List.of(
                    // of one that is deleted its id is kept
                    "images where status <> 'deleted'",
                    "attempts",
                    "task_inputs",
                    "applications",
                    "image_members",
                    "metadef_namespaces",
                    "metadef_items",
                    "metadef_resource_types",
                    "projects",
                    "users",
                    "roles",
                    "assignments",
                    "tokens",
                    "application_credentials",
                    "access_tokens");

    @Autowired private JdbcClient database;

    protected As admin() {
        return new As(adminToken());
    }

    /**
     * Sends it, and checks that it is refused and has changed nothing: neither how much there is, nor what is shown at its address.
     *
     * @param by      who asks
     * @param request method and address
     * @param type    the body's media type
     */
    protected void assertRefused(As by, String request, String type, byte[] body)
            throws IOException {
        String path = request.substring(request.indexOf(' ') + 1);
        String before = by.get(path).body();
        Map<String, Long> rows = rows();

        String answer = ask(by, request, "Content-Type: " + type, body);

        assertRefused(answer);
        assertThat(rows()).isEqualTo(rows);
        assertThat(by.get(path).body()).isEqualTo(before);
    }

    /** @param ours what stands for which of the test's own things */
    protected void assertRefused(
            As by, String request, String type, String value, Map<String, String> ours)
            throws IOException {
        assertRefused(
                by,
                BadFields.address(request, ours),
                type,
                BadFields.body(request, value, ours).getBytes(UTF_8));
    }

    /**
     * Method and address, or a body, with the test's own things in their places.
     *
     * @param ours what stands for which of them
     */
    protected static String named(String text, Map<String, String> ours) {
        String named = text;
        for (Map.Entry<String, String> each : ours.entrySet()) {
            named = named.replace(each.getKey(), each.getValue());
        }
        return named;
    }

    /** @param header one more line; empty for none */
    protected String ask(As by, String request, String header, byte[] body) throws IOException {
        return raw(
                "%s HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\n%s%sConnection: close\r\n\r\n"
                        .formatted(
                                request,
                                by.token(),
                                header.isEmpty() ? "" : header + "\r\n",
                                body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n"),
                body);
    }

    protected String ask(String request) throws IOException {
        return ask(admin(), request, "", new byte[0]);
    }

    /** The answer of a connection that the server closes after it. */
    protected String raw(String head, byte[] body) throws IOException {
        try (Socket client = connect()) {
            client.setSoTimeout(30_000);
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    OutputStream out = client.getOutputStream();
                                    out.write(head.getBytes(ISO_8859_1));
                                    out.write(body);
                                    out.flush();
                                } catch (IOException refused) {
                                    // the answer says why
                                }
                            });
            try (InputStream in = client.getInputStream()) {
                return new String(in.readAllBytes(), UTF_8);
            } finally {
                sender.interrupt();
            }
        }
    }

    protected static void assertRefused(String answer) {
        assertRefused(answer, true);
    }

    protected static void assertRefused(String answer, boolean withBody) {
        String shown = answer.length() > 2_000 ? answer.substring(0, 2_000) : answer;
        assertThat(status(answer)).as(shown).isBetween(400, 499);
        if (withBody) {
            // the whole answer: a sentence may name what was asked for, and that may be long
            assertThat(SENTENCE.matcher(answer).find()).as(shown).isTrue();
        }
    }

    protected static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** How many rows each table has. */
    protected Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        database.sql(
                        String.join(
                                " union all ",
                                TABLES.stream()
                                        .map(table ->
                                                "select $$%1$s$$, count(*) from %1$s"
                                                        .formatted(table))
                                        .toList()))
                .query((row, _) -> rows.put(row.getString(1), row.getLong(2)))
                .list();
        return rows;
    }

    protected String newNamespace() {
        String name = "namespace-" + UUID.randomUUID();
        made(admin().post("/v2/metadefs/namespaces", "{\"namespace\": \"%s\"}".formatted(name)));
        return name;
    }

    /** @return the id of a user who cannot log in */
    protected String newUserWithoutPassword() {
        return json(made(
                        admin().post(
                                        "/v3/users",
                                        "{\"user\": {\"name\": \"user-%s\"}}"
                                                .formatted(UUID.randomUUID()))))
                .at("/user/id")
                .stringValue();
    }

    /** @return the same, once it is sure that it is no refusal */
    protected static HttpResponse<String> made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }
}
