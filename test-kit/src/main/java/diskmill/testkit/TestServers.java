package diskmill.testkit;

import diskmill.testkit.container.LocalImages;

/**
 * What PostgreSQL, Kafka and MinIO are in tests: containers, or processes of this machine (those that {@code embedded} brings,
 * and a minio program). {@code -Ddiskmill.test.servers} says which: {@code containers}, {@code processes}, or {@code auto}, which
 * is the default: containers where a Docker engine is at hand and has the images, processes otherwise.
 */
enum TestServers {
    CONTAINERS,
    PROCESSES;

    static final String SETTING = "diskmill.test.servers";

    /** The same for all servers of this JVM. */
    static TestServers chosen() {
        return Choice.MADE;
    }

    static TestServers of(String setting) {
        return switch (setting) {
            case "containers" -> CONTAINERS;
            case "processes" -> PROCESSES;
            case "auto" -> LocalImages.areHere() ? CONTAINERS : PROCESSES;
            default ->
                    throw new IllegalArgumentException(
                            "-D%s must be containers, processes or auto; it is %s"
                                    .formatted(SETTING, setting));
        };
    }

    private static final class Choice {
        static final TestServers MADE = of(System.getProperty(SETTING, "auto"));
    }
}
