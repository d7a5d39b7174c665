package diskmill.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A test that speaks the v1 API. */
abstract class V1Test extends FaceTest {

    static final String IMAGES = "/v1/openstack/image";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, Map<String, String>> known = new HashMap<>();

    /** The one place that knows how a caller of v1 says who it is: by an application credential, made once for each test. */
    Map<String, String> credentials(As caller) {
        return known.computeIfAbsent(caller.token(), _ -> v1Headers(newCredential(caller)));
    }

    HttpResponse<String> ask(As caller, String method, String path, @Nullable String body) {
        Map<String, String> headers = new HashMap<>(credentials(caller));
        if (body != null) {
            headers.put("Content-Type", JSON);
        }
        return send(method, IMAGES + path, body, headers);
    }

    HttpResponse<String> get(As caller, String path) {
        return ask(caller, "GET", path, null);
    }

    HttpResponse<String> post(As caller, String path, String body) {
        return ask(caller, "POST", path, body);
    }

    /** What the answer holds, which must be a good one. */
    static JsonNode result(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode envelope = json(answer);
        assertThat(envelope.get("status").intValue()).isEqualTo(200);
        assertThat(envelope.get("message").stringValue()).isEqualTo("OK");
        assertThat(envelope.get("links").isEmpty()).isTrue();
        return envelope.path("result");
    }

    /** The sentence of a refusal, which must be in the envelope. */
    static String refusal(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(JSON);
        JsonNode envelope = json(answer);
        assertThat(envelope.propertyNames()).containsExactly("status", "message", "links");
        assertThat(envelope.get("status").intValue()).isEqualTo(status);
        return envelope.get("message").stringValue();
    }

    /** A good body of create, to be changed. */
    static ObjectNode newImage(String name) {
        return (ObjectNode)
                MAPPER.readTree(
                        """
                        {"name": "%s", "containerFormat": "BARE", "diskFormat": "QCOW2",
                         "imageAddress": "https://images.example.org/cirros.img",
                         "applicationNames": ["viewer", "QQ", "mysql"], "description": "junit测试-可删除"}
                        """
                                .formatted(name));
    }

    JsonNode create(As caller, String name) {
        return result(post(caller, "/create", newImage(name).toString()));
    }

    String createdId(As caller, String name) {
        return create(caller, name).get("unique").stringValue();
    }
}
