package diskmill.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The deployed shape as {@code ./dev cluster} runs it, in a folder of its own. It is stopped when it is closed. */
final class Cluster implements AutoCloseable {

    static final List<String> APIS = List.of("api-1", "api-2");
    static final List<String> INGEST = List.of("ingest-1", "ingest-2");
    static final List<String> CONVERT = List.of("convert-1", "convert-2");
    static final List<String> SERVERS = List.of("kafka", "postgres", "minio");

    /** In the order of their ports. */
    static final List<String> NAMES =
            Stream.of(APIS, INGEST, CONVERT, SERVERS).flatMap(List::stream).toList();

    private static final Duration UP = Duration.ofMinutes(4);

    private final Path project;
    private final Path data;
    private final int firstPort;
    private final Map<String, String> environment;

    private Cluster(Path project, Path data, int firstPort, Map<String, String> environment) {
        this.project = project;
        this.data = data;
        this.firstPort = firstPort;
        this.environment = environment;
    }

    /**
     * Starts all of its processes and waits until they are ready.
     *
     * @param project     the folder with {@code dev} in it
     * @param firstPort   of nine that follow each other, in which nobody listens
     * @param environment more settings of the services, as {@code DISKMILL_…} variables
     */
    static Cluster up(Path project, Path data, int firstPort, Map<String, String> environment)
            throws IOException, InterruptedException {
        Cluster cluster = new Cluster(project, data, firstPort, environment);
        try {
            cluster.dev(UP, "up");
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    Path data() {
        return data;
    }

    Bucket bucket() {
        return new Bucket(data.resolve("minio"), "diskmill");
    }

    /** The address of the first or second api-service. */
    URI api(int number) {
        return URI.create("http://127.0.0.1:" + (firstPort + number - 1));
    }

    /** {@code kill -9}; does nothing if it does not run. Returns once it is gone. */
    void kill(String name) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = process(name);
        if (process.isPresent()) {
            process.get().destroyForcibly();
            waitForEnd(process.get());
        }
    }

    /**
     * {@code SIGTERM}, as an operator's restart would send it.
     *
     * @return waits until it has ended, a minute at most
     */
    Runnable terminate(String name) throws IOException {
        Optional<ProcessHandle> process = process(name);
        process.ifPresent(ProcessHandle::destroy);
        return () -> process.ifPresent(Cluster::waitForEnd);
    }

    /** As a host that hangs: the process does nothing, and its connections stay. */
    void freeze(String name) throws IOException, InterruptedException {
        signal("STOP", name);
    }

    void thaw(String name) throws IOException, InterruptedException {
        signal("CONT", name);
    }

    /** Starts one that was killed; returns once its process lives. */
    void start(String name) throws IOException, InterruptedException {
        dev(Duration.ofMinutes(1), "start", name);
    }

    boolean lives(String name) throws IOException {
        return process(name).isPresent();
    }

    String log(String name) throws IOException {
        return Files.readString(data.resolve("log").resolve(name + ".log"));
    }

    @Override
    public void close() throws IOException {
        try {
            for (String name : NAMES) {
                thaw(name);
            }
            dev(Duration.ofMinutes(2), "down");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the cluster in " + data + " went down", stopped);
        }
    }

    private Optional<ProcessHandle> process(String name) throws IOException {
        try {
            String pid = Files.readString(data.resolve("run").resolve(name + ".pid")).strip();
            // the first word: what follows it is for ./dev
            return ProcessHandle.of(Long.parseLong(pid.split("\\s", 2)[0]))
                    .filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException neverStarted) {
            return Optional.empty();
        }
    }

    private static void waitForEnd(ProcessHandle process) {
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void signal(String signal, String name) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = process(name);
        if (process.isPresent()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.get().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private void dev(Duration limit, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./dev", "cluster"));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", data.toString()));
        Path printed = Files.createTempFile("dev-cluster", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(project.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(printed.toFile());
            builder.environment().putAll(environment);
            for (int i = 0; i < NAMES.size(); i++) {
                String name = NAMES.get(i).toUpperCase(Locale.ROOT).replace('-', '_');
                builder.environment()
                        .put("DISKMILL_CLUSTER_PORT_" + name, Integer.toString(firstPort + i));
            }
            Process dev = builder.start();
            if (!dev.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                dev.destroyForcibly();
                throw new IOException(
                        command + " takes longer than " + limit + ": " + Files.readString(printed));
            }
            if (dev.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(printed));
            }
        } finally {
            Files.delete(printed);
        }
    }
}
