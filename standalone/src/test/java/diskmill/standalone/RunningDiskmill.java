package diskmill.standalone;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Diskmill in a process of its own, as {@code ./dev up} runs it: it can be killed and started again on the same folder. It
 * is killed when it is closed.
 */
final class RunningDiskmill implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private List<String> settings;
    private Process process;

    private RunningDiskmill(Path folder, int port, List<String> settings) throws IOException {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
        this.process = launch();
    }

    /** Starts one and waits until it answers. Sources on loopback are allowed. */
    static RunningDiskmill start(Path folder, String... settings) throws IOException {
        RunningDiskmill diskmill = new RunningDiskmill(folder, freePort(), List.of(settings));
        diskmill.awaitReady();
        return diskmill;
    }

    /** Starts one that is not expected to come up: gives its exit code and what it printed. */
    static Ended startInVain(Path folder, int port, String... settings) throws Exception {
        RunningDiskmill diskmill = new RunningDiskmill(folder, port, List.of(settings));
        try (diskmill) {
            if (!diskmill.process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it runs: " + diskmill.log());
            }
            return new Ended(diskmill.process.exitValue(), diskmill.log());
        }
    }

    record Ended(int exitCode, String printed) {}

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    Path folder() {
        return folder;
    }

    ImageClient client() throws IOException {
        return ImageClient.login(uri(), folder.resolve("openrc"));
    }

    /** As a power cut would: no shutdown hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As Ctrl-C would; gives the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not stop");
        }
        return process.exitValue();
    }

    void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    /** @param changed in the place of all settings that it had */
    void startAgainWith(String... changed) throws IOException {
        settings = List.of(changed);
        startAgain();
    }

    /** What the store holds of an image, and whatever is half-written, which does not bear an image's name. */
    List<Path> filesOf(String image) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(file -> isOf(image, file.toString()) && Files.isRegularFile(file))
                    .toList();
        }
    }

    private static boolean isOf(String image, String file) {
        return file.contains(image) || (file.contains("/incoming/") && !file.endsWith(".lock"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String log() throws IOException {
        return Files.readString(logFile());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private Path logFile() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private Process launch() throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1", // a test's process lives for seconds
                                "--sun-misc-unsafe-memory-access=allow"));
        String jar = System.getProperty("diskmill.jar");
        // the built jar, as people run it; in an editor, which builds none, the classes
        command.addAll(
                jar == null
                        ? List.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                Standalone.class.getName())
                        : List.of("-jar", jar));
        command.addAll(
                List.of(
                        "--diskmill.standalone.data=" + folder,
                        "--server.port=" + port,
                        "--diskmill.source.allow=127.0.0.1"));
        settings.forEach(setting -> command.add("--" + setting));
        File log = logFile().toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private void awaitReady() {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(uri().resolve("/healthcheck"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        Awaitility.await("Diskmill on " + folder)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("it ended: " + log());
                    }
                })
                .ignoreExceptions()
                .until(() ->
                        http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                                == 200);
    }

    /** A port in which nobody listens just now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
