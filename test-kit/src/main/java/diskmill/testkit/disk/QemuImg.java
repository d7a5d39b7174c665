package diskmill.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real {@code qemu-img} of the PATH, as tests ask it for second opinions. */
public final class QemuImg {

    private static final int LIMIT_SECONDS = 60;
    private static final String UNTIMED = "Unable to get accurate CPU usage";

    private QemuImg() {}

    /** How a run ended. */
    public record Outcome(int exitCode, String output) {}

    /**
     * Runs it whatever its exit code.
     *
     * @throws IllegalStateException with a sentence if it is not installed, or takes longer than 60 s
     */
    public static Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("qemu-img", ".out");
            try {
                return run(command, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs it and fails with what it said unless it succeeds. */
    public static String succeed(String... arguments) {
        Outcome outcome = run(arguments);
        // on a busy machine it may fail to time its own key derivation, which says nothing of the
        // disk
        for (int again = 0; again < 10 && outcome.output().contains(UNTIMED); again++) {
            outcome = run(arguments);
        }
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(
                    "qemu-img %s: exit code %d: %s"
                            .formatted(
                                    String.join(" ", arguments),
                                    outcome.exitCode(),
                                    outcome.output()));
        }
        return outcome.output();
    }

    /** The format that it takes {@code disk} for when nobody tells it. */
    public static String guessedFormat(Path disk) {
        Outcome outcome = run("info", "--output=human", disk.toString());
        return outcome.output()
                .lines()
                .filter(line -> line.startsWith("file format: "))
                .map(line -> line.substring("file format: ".length()))
                .findFirst()
                .orElse("refused: " + outcome.output());
    }

    private static Outcome run(List<String> command, Path output) throws IOException {
        Process process = start(command, output);
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + " took longer than 60 s");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", stopped);
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static Process start(List<String> command, Path output) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException missing) {
            throw new IllegalStateException(
                    "these tests need qemu-img on the PATH; install it (Debian: apt install qemu-utils)",
                    missing);
        }
    }
}
