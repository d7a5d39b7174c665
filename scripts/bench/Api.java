import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** The api-service as its clients see it: by tokens, and at v1 by application credentials. */
class Api {

    /** Is told of each line that came. */
    interface OnLine {
        void read(long number) throws Exception;
    }

    private final String address;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;
    private final String[] v1Headers;

    Api(String address) throws Exception {
        this.address = address;
        this.token = token("bench", "project-1");
        this.v1Headers = v1Headers(token, "bench");
    }

    HttpResponse<byte[]> get(String path, String[] headers) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path)).headers(headers).timeout(Duration.ofMinutes(1)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Names and values in turn: what lets one in at v2, or at v1. */
    String[] headers(String path) {
        return path.startsWith("/v1/") ? v1Headers : new String[] {"X-Auth-Token", token};
    }

    /** Of a new application credential of the user, whose id it is. */
    String[] v1Headers(String token, String user) throws Exception {
        HttpResponse<String> made = http.send(
                HttpRequest.newBuilder(URI.create(address + "/v3/users/" + user + "/application_credentials"))
                        .header("Content-Type", "application/json")
                        .header("X-Auth-Token", token)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"application_credential\": {\"name\": \"bench-" + System.nanoTime() + "\"}}"))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String credential = made.body();
        return new String[] {
            "HT-ACCESS-TOKEN", System.getenv("BENCH_ACCESS_TOKEN"),
            "IMR-SESSION-TOKEN", Programs.found("\"id\":\"([^\"]+)\"", credential),
            "IMR-SESSION-SECRET", Programs.found("\"secret\":\"([^\"]+)\"", credential)
        };
    }

    String token(String user, String project) throws Exception {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s", "domain": {"name": "Default"},
                "password": "%s"}}}, "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}
                """.formatted(user, System.getenv("BENCH_PASSWORD"), project);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address + "/v3/auth/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new IllegalStateException(answer.body()));
    }

    /**
     * Reads an export as CSV to its end, and returns how many rows it had.
     *
     * @param until when the last of its images was made
     */
    long export(String admin, String until, OnLine onLine) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address + "/v2/images/export?format=csv&visibility=all&created_at=lte:" + until))
                .header("X-Auth-Token", admin)
                .timeout(Duration.ofMinutes(5))
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("export: " + answer.statusCode() + " " + new String(answer.body().readAllBytes()));
        }
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = answer.body()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                        onLine.read(lines);
                    }
                }
            }
        }
        return lines - 1;
    }

    /** The same by wrk, for so many seconds. */
    Wrk.Rate rate(String path, String[] headers, int seconds, Path script) throws Exception {
        return Wrk.ask(address + path, headers, seconds, script);
    }
}
