package diskmill.api;

import diskmill.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test that speaks HTTP with a running api-service on a real PostgreSQL. */
@SpringBootTest(
        classes = FaceApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class FaceTest {

    protected static final String JSON = "application/json";
    protected static final String PASSWORD = "a plain password";
    protected static final String PATCH = "application/openstack-images-v2.1-json-patch";

    private static final Path FOLDER = newFolder();
    private static final TestPostgres.Database DATABASE = TestPostgres.newDatabase();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper MAPPER = new JsonMapper();

    private static @Nullable String adminToken;

    @LocalServerPort private int port;

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("diskmill-face");
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::jdbcUrl);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("diskmill.identity.openrc", () -> FOLDER.resolve("openrc").toString());
        registry.add(
                "diskmill.identity.access-token-file",
                () -> FOLDER.resolve("v1-access-token").toString());
        registry.add("diskmill.storage.file.directory", () -> FOLDER.resolve("objects").toString());
        registry.add("diskmill.glance.regions." + OtherGlance.REGION, OtherGlance.get()::address);
        registry.add("server.address", () -> "127.0.0.1");
        registry.add("management.endpoint.health.group.liveness.include", () -> "livenessState");
        registry.add(
                "management.endpoint.health.group.readiness.include", () -> "readinessState, work");
        registry.add("diskmill.upload.min-rate", () -> "10KB");
        registry.add("diskmill.upload.min-rate-window", () -> "4s");
    }

    protected int port() {
        return port;
    }

    protected static Path accessTokenFile() {
        return FOLDER.resolve("v1-access-token");
    }

    /** The headers that let one in at the v1 API: of the first application, for the application credential. */
    protected static Map<String, String> v1Headers(Credential credential) {
        try {
            return Map.of(
                    "HT-ACCESS-TOKEN", Files.readString(accessTokenFile()).strip(),
                    "IMR-SESSION-TOKEN", credential.id(),
                    "IMR-SESSION-SECRET", credential.secret());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** An application credential that a test has made. */
    protected record Credential(String id, String secret) {

        public Credential {}
    }

    /** One that passes on all that the caller may. */
    protected Credential newCredential(As caller) {
        String user =
                json(caller.get("/v3/auth/tokens", "X-Subject-Token", caller.token()))
                        .at("/token/user/id")
                        .stringValue();
        HttpResponse<String> made =
                caller.post(
                        "/v3/users/%s/application_credentials".formatted(user),
                        "{\"application_credential\": {\"name\": \"credential-%s\"}}"
                                .formatted(UUID.randomUUID()));
        return new Credential(
                id(made, "application_credential"),
                json(made).at("/application_credential/secret").stringValue());
    }

    protected static Path openRc() {
        return FOLDER.resolve("openrc");
    }

    /** The value that the openrc gives a variable. */
    protected static String fromOpenRc(String variable) {
        try {
            return Files.readAllLines(openRc()).stream()
                    .filter(line -> line.startsWith("export " + variable + "="))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** A token of the first administrator's, the same for all tests, since each login costs its time on purpose. */
    protected String adminToken() {
        synchronized (DATABASE) {
            if (adminToken == null) {
                adminToken = newAdminToken();
            }
            return adminToken;
        }
    }

    protected String newAdminToken() {
        return login("admin", fromOpenRc("OS_PASSWORD"), "admin");
    }

    /** @param project null for the user's own */
    protected String login(String user, String password, @Nullable String project) {
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/v3/auth/tokens",
                        loginBody(user, password, project),
                        Map.of("Content-Type", JSON));
        return answer.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    protected static String loginBody(String user, String password, @Nullable String project) {
        String scope =
                project == null
                        ? ""
                        : """
                        , "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}
                        """
                                .formatted(project);
        return """
        {"auth": {"identity": {"methods": ["password"], "password": {"user":
          {"name": "%s", "domain": {"name": "Default"}, "password": "%s"}}}%s}}
        """
                .formatted(user, password, scope);
    }

    protected HttpResponse<String> send(
            String method, String path, @Nullable String body, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    protected static JsonNode json(HttpResponse<String> answer) {
        return MAPPER.readTree(answer.body());
    }

    /** Everything that lies in the object store, whole or not. */
    protected static List<Path> storedFiles(String imagePath) {
        String id = imagePath.substring(imagePath.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.walk(FOLDER.resolve("objects"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(id))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A part of the store's folder that is away until it is closed: a file lies in its place, as even root cannot write into one. */
    protected static final class Away implements AutoCloseable {

        private final Path part;
        private final Path elsewhere;

        private Away(String name) throws IOException {
            part = FOLDER.resolve("objects").resolve(name);
            elsewhere = part.resolveSibling(name + "-elsewhere");
            Files.move(part, elsewhere);
            Files.createFile(part);
        }

        /** Nothing can be written. */
        public static Away incoming() throws IOException {
            return new Away("incoming");
        }

        /** No object is to be reached. */
        public static Away objects() throws IOException {
            return new Away("objects");
        }

        @Override
        public void close() throws IOException {
            Files.delete(part);
            Files.move(elsewhere, part);
        }
    }

    protected static HttpResponse<byte[]> sendBytes(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A bare connection, for what no HTTP client would do. */
    protected Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    protected URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A project that a test has made by Keystone's API. */
    protected record Project(String id, String name) {}

    protected Project newProject() {
        String name = "project-" + UUID.randomUUID();
        String body = "{\"project\": {\"name\": \"%s\"}}".formatted(name);
        return new Project(id(new As(adminToken()).post("/v3/projects", body), "project"), name);
    }

    /** A new user, who has the role in a new project. */
    protected As newUser(String role) {
        return newUser(newProject(), role);
    }

    protected As newUser(Project project, String role) {
        return new As(login(newAccount(project, role), PASSWORD, null));
    }

    /** @return the name of a new user, whose password is {@link #PASSWORD}; the project, in which it has the role, has the same name */
    protected String newAccount(String role) {
        String name = "account-" + UUID.randomUUID();
        String body = "{\"project\": {\"name\": \"%s\"}}".formatted(name);
        String project = id(new As(adminToken()).post("/v3/projects", body), "project");
        return newAccount(name, new Project(project, name), role);
    }

    private String newAccount(Project project, String role) {
        return newAccount("account-" + UUID.randomUUID(), project, role);
    }

    private String newAccount(String name, Project project, String role) {
        As admin = new As(adminToken());
        String body =
                """
                {"user": {"name": "%s", "password": "%s", "default_project_id": "%s"}}
                """
                        .formatted(name, PASSWORD, project.id());
        String user = id(admin.post("/v3/users", body), "user");
        String roleId = json(admin.get("/v3/roles?name=" + role)).at("/roles/0/id").stringValue();
        HttpResponse<String> given =
                admin.put(
                        "/v3/projects/%s/users/%s/roles/%s".formatted(project.id(), user, roleId),
                        JSON,
                        "");
        if (given.statusCode() != 204) {
            throw new AssertionError(given.statusCode() + " " + given.body());
        }
        return name;
    }

    private static String id(HttpResponse<String> made, String key) {
        if (made.statusCode() != 201) {
            throw new AssertionError(made.statusCode() + " " + made.body());
        }
        return json(made).get(key).get("id").stringValue();
    }

    /** Requests by one caller. */
    protected final class As {

        private final String token;

        public String token() {
            return token;
        }

        public As(String token) {
            this.token = token;
        }

        public HttpResponse<String> get(String path) {
            return send("GET", path, null, Map.of("X-Auth-Token", token));
        }

        public HttpResponse<String> get(String path, String header, String value) {
            return send("GET", path, null, Map.of("X-Auth-Token", token, header, value));
        }

        public HttpResponse<String> delete(String path) {
            return send("DELETE", path, null, Map.of("X-Auth-Token", token));
        }

        public HttpResponse<String> post(String path, String body) {
            return send("POST", path, body, Map.of("X-Auth-Token", token, "Content-Type", JSON));
        }

        public HttpResponse<String> patch(String path, String body) {
            return send("PATCH", path, body, Map.of("X-Auth-Token", token, "Content-Type", PATCH));
        }

        public HttpResponse<String> put(String path, String type, String body) {
            return send("PUT", path, body, Map.of("X-Auth-Token", token, "Content-Type", type));
        }

        /** @return the new image's path */
        public String newImage(String body) {
            HttpResponse<String> answer = post("/v2/images", body);
            if (answer.statusCode() != 201) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return json(answer).get("self").stringValue();
        }
    }
}
