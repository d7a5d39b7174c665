package diskmill.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with an embedded server in it, to be killed without a chance to tidy up. */
final class ChildServer implements AutoCloseable {

    private final Process process;

    private ChildServer(Process process) {
        this.process = process;
    }

    /** Returns once the server in it takes requests. */
    static ChildServer start(String kind, Path folder) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildServer.class.getName(),
                        kind,
                        folder.toString());
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line; (line = output.readLine()) != null; ) {
            if (line.equals("ready")) {
                return new ChildServer(process);
            }
        }
        throw new IllegalStateException("the child ended before its server was ready");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the child does not die");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        AutoCloseable server =
                switch (arguments[0]) {
                    case "kafka" -> EmbeddedKafka.start(folder, 0);
                    case "postgres" -> {
                        var postgres = EmbeddedPostgres.start(folder, 0);
                        Sql.run(postgres, "create table kept (x int)");
                        Sql.run(postgres, "insert into kept values (42)");
                        yield postgres;
                    }
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        System.out.println("ready");
        Thread.currentThread().join();
        server.close();
    }
}
