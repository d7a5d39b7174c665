package diskmill.api.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ErrorsOverHttpTest extends FaceTest {

    @Test
    void anErrorSaysItTwiceForBothKindsOfClients() {
        JsonNode error = json(new As(adminToken()).get("/v2/nothing"));

        assertThat(error.get("code").intValue()).isEqualTo(404);
        assertThat(error.get("title").stringValue()).isEqualTo("Not Found");
        assertThat(error.get("message").stringValue()).isNotEmpty();
        assertThat(error.at("/error/code")).isEqualTo(error.get("code"));
        assertThat(error.at("/error/title")).isEqualTo(error.get("title"));
        assertThat(error.at("/error/message")).isEqualTo(error.get("message"));
    }

    @Test
    void glancesOwnClientGetsOnlyTheObjectThatItCanRead() {
        JsonNode error =
                json(new As(adminToken()).get("/v2/nothing", "User-Agent", "python-glanceclient"));

        assertThat(error.propertyNames()).containsExactly("error");
        assertThat(error.at("/error/message").stringValue()).isNotEmpty();
    }

    @Test
    void onlyWhoAsksForHtmlAndNotForJsonGetsAPage() {
        As admin = new As(adminToken());

        assertThat(contentType(admin.get("/v2/nothing", "Accept", "text/html")))
                .startsWith("text/html");
        assertThat(contentType(admin.get("/v2/nothing", "Accept", "text/html, application/json")))
                .isEqualTo(JSON);
        assertThat(contentType(admin.get("/v2/nothing", "Accept", "*/*"))).isEqualTo(JSON);
        assertThat(contentType(admin.get("/v2/nothing", "Accept", "nonsense"))).isEqualTo(JSON);
    }

    @Test
    void aPageEscapesWhatTheRequestSaid() {
        As admin = new As(adminToken());
        HttpResponse<String> page =
                send(
                        "POST",
                        "/v2/images",
                        "{\"diskmill_<script>\": \"x\"}",
                        Map.of(
                                "X-Auth-Token",
                                admin.token(),
                                "Accept",
                                "text/html",
                                "Content-Type",
                                JSON));

        assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        HttpResponse<String> answer = new As(adminToken()).delete("/v2/images");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    }

    @Test
    void everyAnswerHasARequestIdAndKeepsTheCallersOwn() {
        HttpResponse<String> made = send("GET", "/versions", null, Map.of());
        HttpResponse<String> kept =
                send("GET", "/v2/images", null, Map.of("x-openstack-request-id", "req-my-own.1"));

        String id = made.headers().firstValue("x-openstack-request-id").orElseThrow();
        assertThat(id).matches("req-[0-9a-f-]{36}");
        assertThat(made.headers().firstValue("RequestId")).hasValue(id);
        assertThat(kept.headers().firstValue("x-openstack-request-id")).hasValue("req-my-own.1");
    }

    @Test
    void aRequestIdOfMoreThan64CharactersIsRefused() {
        assertThat(
                        send(
                                        "GET",
                                        "/versions",
                                        null,
                                        Map.of("x-openstack-request-id", "x".repeat(65)))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aGetWithABodyIsRefused() {
        assertThat(send("GET", "/versions", "{}", Map.of()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v2/images?name=%zz",
                "GET /v2/images?name=%ff",
                "GET /v2/images?=v",
                "POST /v3/auth/tokens?nocatalog=%zz"
            })
    void aQueryThatNobodyCanReadIsRefusedWithASentence(String request) throws Exception {
        String answer =
                raw(
                        "%s HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: %s\r\nConnection: close\r\n\r\n"
                                .formatted(request, adminToken()));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"message\":\"The query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x"})
    void aBodyInPartsIsReadByNobody(String type) {
        HttpResponse<String> answer =
                send("POST", "/v3/auth/tokens", "--x\r\n\r\n", Map.of("Content-Type", type));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).contains("JSON");
    }

    @Test
    void whatTheServerItselfRefusesIsJsonToo() throws Exception {
        String answer =
                raw(
                        "GET /v2/images/a%2Fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":400")
                .doesNotContain("<html");
    }

    private String raw(String request) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(request.getBytes(UTF_8));
            client.getOutputStream().flush();
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("(none)");
    }
}
