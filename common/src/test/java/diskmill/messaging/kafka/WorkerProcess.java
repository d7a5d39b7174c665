package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own that begins its work and never ends it, to be killed in the middle. */
final class WorkerProcess implements AutoCloseable {

    private static final String WORKING = "working";

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** Returns once it has work. */
    static WorkerProcess atWork(String bootstrapServers, String prefix, Duration lock)
            throws IOException {
        var process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        WorkerProcess.class.getName(),
                                        bootstrapServers,
                                        prefix,
                                        lock.toString()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line; (line = output.readLine()) != null; ) {
            if (line.equals(WORKING)) {
                return new WorkerProcess(process);
            }
        }
        throw new IllegalStateException("the worker ended before it had work");
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the worker does not die");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws InterruptedException {
        var parts = new MessagingParts(arguments[0], arguments[1], Duration.parse(arguments[2]));
        parts.queue.take(
                ImageEvent.Submitted.class,
                1,
                (work, run) -> {
                    System.out.println(WORKING);
                    new CountDownLatch(1).await();
                    return Works.answer(work, run);
                });
        Thread.currentThread().join();
    }
}
