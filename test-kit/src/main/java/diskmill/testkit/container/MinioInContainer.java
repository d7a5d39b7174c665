package diskmill.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.Closeable;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A MinIO in a container with a port of its own on loopback, which it keeps when it is killed and started again. */
public final class MinioInContainer implements Closeable {

    private static final int INSIDE = 9000;

    private final GenericContainer<?> server;

    /**
     * Starts nothing yet.
     *
     * @param port        a free one on 127.0.0.1, where the Docker engine is, too
     * @param environment MinIO's
     */
    public MinioInContainer(int port, Map<String, String> environment) {
        PortBinding binding =
                new PortBinding(
                        Ports.Binding.bindIpAndPort("127.0.0.1", port), new ExposedPort(INSIDE));
        server =
                new GenericContainer<>(DockerImageName.parse(LocalImages.MINIO))
                        .withCommand("server", "--quiet", "/data")
                        .withEnv(environment)
                        .withExposedPorts(INSIDE)
                        .withCreateContainerCmdModifier(
                                command -> command.getHostConfig().withPortBindings(binding))
                        .waitingFor(Wait.forHttp("/minio/health/live").forPort(INSIDE));
    }

    /** Starts it, or starts it again after {@link #kill} with what it holds. */
    public void start() {
        if (server.getContainerId() == null) {
            Started.started(LocalImages.MINIO, server);
        } else {
            docker().startContainerCmd(server.getContainerId()).exec();
        }
    }

    /** As by {@code kill -9}. */
    public void kill() {
        docker().killContainerCmd(server.getContainerId()).exec();
    }

    /** As by {@code kill -STOP}. */
    public void freeze() {
        docker().pauseContainerCmd(server.getContainerId()).exec();
    }

    /** Ends {@link #freeze}. */
    public void thaw() {
        docker().unpauseContainerCmd(server.getContainerId()).exec();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() {
        server.stop();
    }
}
