package diskmill.testkit;

import diskmill.testkit.container.MinioInContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A real MinIO server for tests, on a loopback port, in a container or as a process ({@link TestServers}). It can be killed and
 * started again with what it holds.
 */
public final class MinioServer implements AutoCloseable {

    public static final String ACCESS_KEY = "diskmill-test";
    public static final String SECRET_KEY = "diskmill-test-secret";

    private static final Duration START = Duration.ofSeconds(60);

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "MINIO_ROOT_USER",
                    ACCESS_KEY,
                    "MINIO_ROOT_PASSWORD",
                    SECRET_KEY,
                    "MINIO_BROWSER",
                    "off",
                    "MINIO_UPDATE",
                    "off");

    private final int port = freePort();
    private final Host host;
    private final Thread atExit;

    /** What it runs in. */
    interface Host {

        void start();

        void kill();

        void freeze();

        void thaw();

        /** Ends it for good. */
        void close();
    }

    private MinioServer() {
        host =
                switch (TestServers.chosen()) {
                    case CONTAINERS -> host(new MinioInContainer(port, ENVIRONMENT));
                    case PROCESSES -> new MinioProcess(port, ENVIRONMENT);
                };
        atExit = new Thread(host::close, "test-minio-end");
    }

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
        host.start();
        Awaitility.await("MinIO")
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
        host.kill();
    }

    /** Stops it, so that it answers nobody and its connections stay, as by {@code kill -STOP}. */
    public void freeze() {
        host.freeze();
    }

    /** Ends {@link #freeze}. */
    public void thaw() {
        host.thaw();
    }

    @Override
    public void close() {
        host.close();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private static Host host(MinioInContainer container) {
        return new Host() {
            @Override
            public void start() {
                container.start();
            }

            @Override
            public void kill() {
                container.kill();
            }

            @Override
            public void freeze() {
                container.freeze();
            }

            @Override
            public void thaw() {
                container.thaw();
            }

            @Override
            public void close() {
                container.close();
            }
        };
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
