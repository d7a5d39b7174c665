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
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(contentType(admin.get("/v2/nothing", "Accept", "text/html;q=0, */*")))
                .startsWith("application/json");
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
    @ValueSource(strings = {"GET", "HEAD", "DELETE"})
    void aBodyOfUnknownLengthIsRefusedToo(String method) throws IOException {
        String answer =
                raw(
                        "%s /versions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
                                .formatted(method));

        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void aProjectThatTheTokenIsNotForIsRefused() {
        As admin = new As(adminToken());
        String mine = json(admin.get(admin.newImage("{}"))).get("owner").stringValue();

        assertThat(admin.get("/v2/images", "X-Project-Id", mine).statusCode()).isEqualTo(200);
        assertThat(admin.get("/v2/images", "X-Project-Id", "another").statusCode()).isEqualTo(403);
    }

    @Test
    void theOtherApisExampleOfAnErrorHoldsHere() {
        HttpResponse<String> answer = send("GET", "/v2/images", null, Map.of());

        assertThat(answer.statusCode()).isEqualTo(401);
        JsonNode error = json(answer).get("error");
        assertThat(error.get("code").intValue()).isEqualTo(401);
        assertThat(error.get("title").stringValue()).isEqualTo("Unauthorized");
        assertThat(error.get("message").isString()).isTrue();
        assertThat(answer.headers().firstValue("RequestId")).isPresent();
    }

    @Test
    void theHeadOfAFileHasItsLengthAndNoBody() {
        As admin = new As(adminToken());
        String path = admin.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
        admin.put(path + "/file", "application/octet-stream", "a raw disk");

        HttpResponse<String> head =
                send("HEAD", path + "/file", null, Map.of("X-Auth-Token", admin.token()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /versions",
                "DELETE /v2/images",
                "POST /v2/info/import",
                "DELETE /v2/info/stores",
                "PUT /v2/schemas/image",
                "GET /v2/images/6ff0eaa6-a444-441b-b769-78099d06f985/import",
                "POST /v2/images/6ff0eaa6-a444-441b-b769-78099d06f985/file",
                "GET /v2/images/6ff0eaa6-a444-441b-b769-78099d06f985/actions/deactivate",
                "PUT /v2/tasks",
                "DELETE /v2/tasks/6ff0eaa6-a444-441b-b769-78099d06f985",
                "PUT /v2/cache"
            })
    void everyKnownAddressSaysWhatItTakes(String request) {
        String[] words = request.split(" ", 2);

        HttpResponse<String> answer =
                send(words[0], words[1], null, Map.of("X-Auth-Token", adminToken()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("")).isNotEmpty();
        assertThat(json(answer).get("message").stringValue()).endsWith(".");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZZ\r\n",
                "-5\r\nabcde\r\n",
                "FFFFFFFFFFFFFFFFF\r\nabc",
                "2\r\n{}XX0\r\n\r\n"
            })
    void aBodyOfChunksThatAreNoneIsRefused(String body) throws Exception {
        String answer =
                raw(
                        "POST /v3/auth/tokens HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + body);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("hexadecimal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST /v3/auth/tokens HTTP/1.1 | Transfer-Encoding: gzip, chunked | 501 | Transfer-Encoding
                    POST /v3/auth/tokens HTTP/1.1 | Expect: wonders                  | 417 | 100-continue
                    GET /healthcheck HTTP/3.0     | Accept: */*                      | 505 | HTTP/1.1
                    """)
    void whatOfHttpIsNotDoneHereIsSaid(String line, String header, int status, String sentence)
            throws Exception {
        String answer =
                raw(line + "\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains(sentence);
    }

    @Test
    void aSemicolonInAnAddressIsToBeEncoded() throws Exception {
        String answer =
                raw(
                        "GET /healthcheck;a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("%3B");
    }

    @Test
    void whatTheServerItselfRefusesIsJsonToo() throws Exception {
        String answer =
                raw("GET /v2/images/a%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

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
