package diskmill.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@code kill -9} of our process leaves: its PostgreSQL lives on, and {@code postmaster.pid} keeps the next one from
 * starting. The number in that file may by now be another program's, which is left alone.
 */
final class OrphanedPostmaster {

    private static final Logger log = LoggerFactory.getLogger(OrphanedPostmaster.class);

    /** A fast shutdown writes what is dirty in its buffers to the disk. */
    private static final Duration FAST = Duration.ofSeconds(20);

    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private OrphanedPostmaster() {}

    /**
     * Stops the server of this data folder if one runs, and deletes a stale {@code postmaster.pid}. Only to be called by who
     * holds the folder's lock.
     *
     * @throws EmbeddedServerFailed if it does not end
     */
    static void stop(Path data) throws IOException, InterruptedException {
        var running = find(data);
        if (running.isPresent()) {
            log.info("An embedded PostgreSQL still runs that nobody uses any more; it is stopped.");
            end(running.get());
        }
        // PostgreSQL itself would take any live program with that number for a server of this
        // folder
        Files.deleteIfExists(pidFile(data));
    }

    /** The server that runs on this data folder. */
    static Optional<ProcessHandle> find(Path data) throws IOException {
        if (!Files.exists(pidFile(data))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile(data));
        try {
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> isPostmasterOf(process, data));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    private static boolean isPostmasterOf(ProcessHandle process, Path data) {
        var info = process.info();
        boolean postgres =
                info.command().map(Path::of).filter(path -> path.endsWith("postgres")).isPresent();
        return postgres
                && info.arguments()
                        .filter(words -> Arrays.asList(words).contains(data.toString()))
                        .isPresent();
    }

    private static void end(ProcessHandle postmaster) throws IOException, InterruptedException {
        signal(postmaster, "INT");
        if (ended(postmaster, FAST)) {
            return;
        }
        signal(postmaster, "QUIT");
        if (!ended(postmaster, IMMEDIATE)) {
            throw new EmbeddedServerFailed(
                    "The PostgreSQL with the process id %d still uses the folder and does not stop: end it by hand."
                            .formatted(postmaster.pid()));
        }
    }

    /** Java itself can only send TERM (which waits for clients for ever) and KILL (which skips the clean end). */
    private static void signal(ProcessHandle process, String signal)
            throws IOException, InterruptedException {
        new ProcessBuilder(
                        "sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Asked for again and again: {@link ProcessHandle#onExit()} is up to two seconds late for a process that is no child. */
    static boolean ended(ProcessHandle process, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        // an ended process whose new parent has not noticed yet has a number, but no program
        while (process.isAlive() && process.info().command().isPresent()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }
}
