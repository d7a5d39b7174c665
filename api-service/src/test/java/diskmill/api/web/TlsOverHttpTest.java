package diskmill.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.testkit.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The same API by HTTPS, where the operator has given it a certificate. */
class TlsOverHttpTest extends FaceTest {

    private static @Nullable TestCertificate certificate;

    private HttpClient client;

    /** Made when the settings are asked for, which is before anything of JUnit's is called. */
    private static synchronized TestCertificate certificate() throws Exception {
        if (certificate == null) {
            certificate = TestCertificate.of("dns:localhost");
        }
        return certificate;
    }

    @DynamicPropertySource
    static void bundle(DynamicPropertyRegistry registry) throws Exception {
        String pem = certificate().pem();
        String key = certificate().keyPem();
        registry.add("spring.ssl.bundle.pem.web.keystore.certificate", () -> pem);
        registry.add("spring.ssl.bundle.pem.web.keystore.private-key", () -> key);
        registry.add("server.ssl.bundle", () -> "web");
    }

    @BeforeEach
    void connectByTls() throws Exception {
        client = HttpClient.newBuilder().sslContext(certificate().trusting()).build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aPasswordAnImageAndItsBytesGoByHttps() throws Exception {
        HttpResponse<String> login =
                send(
                        request("/v3/auth/tokens", JSON, "none")
                                .POST(
                                        BodyPublishers.ofString(
                                                loginBody(
                                                        "admin",
                                                        fromOpenRc("OS_PASSWORD"),
                                                        "admin"))));
        assertThat(login.statusCode()).as(login.body()).isEqualTo(201);
        assertThat(login.body()).contains("https://localhost:" + port());
        String token = login.headers().firstValue("X-Subject-Token").orElseThrow();

        HttpResponse<String> made =
                send(
                        request("/v2/images", JSON, token)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}")));
        JsonNode image = json(made);
        String file = image.get("file").stringValue();
        assertThat(made.headers().firstValue("Location").orElseThrow()).startsWith("https://");

        HttpResponse<String> uploaded =
                send(
                        request(file, "application/octet-stream", token)
                                .PUT(BodyPublishers.ofString("a raw disk")));
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(204);
        assertThat(send(request(file, JSON, token).GET()).body()).isEqualTo("a raw disk");
    }

    private HttpRequest.Builder request(String path, String type, String token) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("X-Auth-Token", token)
                .header("Content-Type", type);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
