package diskmill.testkit.container;

import org.testcontainers.containers.GenericContainer;

/** Starts containers, and says what to do where that fails. They end with the JVM. */
final class Started {

    private Started() {}

    static <C extends GenericContainer<?>> C started(C container) {
        try {
            container.start();
            return container;
        } catch (RuntimeException failed) {
            throw new IllegalStateException(
                    "The container %s did not start. Look at the cause; or run the tests with -Ddiskmill.test.servers=processes."
                            .formatted(container.getDockerImageName()),
                    failed);
        }
    }
}
