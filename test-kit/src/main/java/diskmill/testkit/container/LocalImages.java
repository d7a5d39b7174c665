package diskmill.testkit.container;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The images that tests use: those of {@code docker-compose.yml}. They are not fetched: a test is no reason for a gigabyte. */
public final class LocalImages {

    static final String POSTGRES = "postgres:17";
    static final String KAFKA = "apache/kafka:4.4.0";
    static final String MINIO = "minio/minio:RELEASE.2025-09-07T16-13-09Z";

    /** An engine that is there answers in a tenth of it; every JVM of tests waits so long where one hangs. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private LocalImages() {}

    /** All of them. */
    public static List<String> names() {
        return List.of(POSTGRES, KAFKA, MINIO);
    }

    /** Whether a Docker engine is at hand, by the client's own settings, and has all of them. */
    public static boolean areHere() {
        List<String> command =
                new ArrayList<>(List.of("docker", "image", "inspect", "--format", "{{.Id}}"));
        command.addAll(names());
        try {
            Process asked =
                    new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            if (asked.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return asked.exitValue() == 0;
            }
            asked.destroyForcibly();
            return false;
        } catch (IOException noClient) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
