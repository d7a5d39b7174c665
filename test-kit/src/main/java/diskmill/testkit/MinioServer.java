package diskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real MinIO server for tests, as a process of its own on a loopback port, with a folder under {@code target}. It can be
 * killed and started again with what it holds.
 */
public final class MinioServer implements AutoCloseable {

    public static final String ACCESS_KEY = "diskmill-test";
    public static final String SECRET_KEY = "diskmill-test-secret";

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder = TestFolder.create("minio");
    private final int port = freePort();
    private final Thread atExit = new Thread(this::kill, "test-minio-end");
    private @Nullable Process process;

    private MinioServer() {}

    /** Starts one of its own, in a second or two; the caller closes it. */
    public static MinioServer start() {
        MinioServer server = new MinioServer();
        Runtime.getRuntime().addShutdownHook(server.atExit);
        server.restart();
        return server;
    }

    /** The one that the tests of a JVM share, who take a bucket each; it ends with the JVM. */
    public static MinioServer shared() {
        return Shared.SERVER;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it again after {@link #kill}, on the same port with the same objects. */
    public void restart() {
        var builder =
                new ProcessBuilder(
                                program().toString(),
                                "server",
                                "--quiet",
                                "--address",
                                "127.0.0.1:" + port,
                                folder.resolve("data").toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().put("MINIO_ROOT_USER", ACCESS_KEY);
        builder.environment().put("MINIO_ROOT_PASSWORD", SECRET_KEY);
        builder.environment().put("MINIO_BROWSER", "off");
        builder.environment().put("MINIO_UPDATE", "off");
        builder.environment().put("HOME", folder.toAbsolutePath().toString());
        try {
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Awaitility.await("MinIO, whose log is in " + folder)
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReady);
    }

    private boolean isReady() throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest question =
                    HttpRequest.newBuilder(endpoint().resolve("/minio/health/ready"))
                            .timeout(Duration.ofSeconds(2))
                            .build();
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As by {@code kill -9}. */
    public void kill() {
        Process current = process;
        if (current != null) {
            current.destroyForcibly().onExit().join();
        }
    }

    /** Stops it, so that it answers nobody and its connections stay, as by {@code kill -STOP}. */
    public void freeze() {
        signal("STOP");
    }

    /** Ends {@link #freeze}. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException("it does not run");
        }
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, String.valueOf(current.pid())).start();
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** As {@code ./dev setup} finds it: named by MINIO_PROGRAM, on the PATH, or in the cache folder. */
    private static Path program() {
        Stream<Path> named = Stream.ofNullable(System.getenv("MINIO_PROGRAM")).map(Path::of);
        Stream<Path> onPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(folder -> Path.of(folder, "minio"));
        String cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .filter(set -> !set.isBlank())
                        .orElse(System.getProperty("user.home") + "/.cache");
        Stream<Path> cached = Stream.of(Path.of(cache, "diskmill", "bin", "minio"));
        return Stream.of(named, onPath, cached)
                .flatMap(each -> each)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "There is no minio program, which this test needs: run ./dev setup, which finds, builds or fetches it."));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class Shared {
        static final MinioServer SERVER = start();
    }
}
