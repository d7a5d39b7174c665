package diskmill.testkit;

import diskmill.testkit.container.LocalImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MinIO as a process of its own, with a folder under {@code target}, where its log is, too. */
final class MinioProcess implements MinioServer.Host {

    private final Path folder = TestFolder.create("minio");
    private final int port;
    private final Map<String, String> environment;
    private @Nullable Process process;

    /** @param port a free one on 127.0.0.1 */
    MinioProcess(int port, Map<String, String> environment) {
        this.port = port;
        this.environment = environment;
    }

    @Override
    public void start() {
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
        builder.environment().putAll(environment);
        builder.environment().put("HOME", folder.toAbsolutePath().toString());
        try {
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void kill() {
        Process current = process;
        if (current != null) {
            current.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void freeze() {
        signal("STOP");
    }

    @Override
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
                                "There is no minio program, which this test needs: run ./dev setup, which finds, builds or fetches it; or start a Docker engine that has the images %s."
                                        .formatted(String.join(", ", LocalImages.names()))));
    }
}
