package diskmill.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** Starts containers of images that are here, and says what to do where that fails. They end with the JVM. */
final class Started {

    private static final String OTHERWISE =
            "; or run the tests with -Ddiskmill.test.servers=processes.";

    private Started() {}

    static <C extends GenericContainer<?>> C started(String image, C container) {
        // first, and by a name that the container is not asked for: it would pull the image to give
        // it
        requireImage(image);
        try {
            container.start();
            return container;
        } catch (RuntimeException failed) {
            throw new IllegalStateException(
                    "The container %s did not start. Look at the cause%s"
                            .formatted(image, OTHERWISE),
                    failed);
        }
    }

    /** @throws IllegalStateException for want of an engine, or of the image; it says what to do */
    static void requireImage(String image) {
        DockerClient engine;
        try {
            engine = DockerClientFactory.instance().client();
        } catch (RuntimeException none) {
            throw new IllegalStateException(
                    "The tests' servers are to be containers, and no Docker engine could be used (the cause says why): start one, and see that DOCKER_HOST names it"
                            + OTHERWISE,
                    none);
        }
        try {
            engine.inspectImageCmd(image).exec();
        } catch (NotFoundException missing) {
            throw new IllegalStateException(
                    "The Docker engine has no image %1$s, and tests pull none: run docker pull %1$s%2$s"
                            .formatted(image, OTHERWISE),
                    missing);
        }
    }
}
