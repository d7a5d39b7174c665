package diskmill.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real Kafka broker (KRaft: broker and controller) in this JVM, on 127.0.0.1. Its folder keeps topics and offsets over
 * restarts, also on another port and after a {@code kill -9}. Close it after its clients.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String NAME = "Kafka broker";

    /** Two free ports are chosen before they are bound, so another process may be quicker. */
    private static final int TRIES = 5;

    private final ServerFolder folder;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(ServerFolder folder, KafkaRaftServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns once it takes requests.
     *
     * @param port 0 for any free one
     * @throws EmbeddedServerFailed if the folder or the port is taken, or the broker does not start
     */
    public static EmbeddedKafka start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /** @param settings broker settings by Kafka's own names, which win over ours */
    public static EmbeddedKafka start(Path folder, int port, Map<String, String> settings) {
        ServerFolder locked = ServerFolder.lock(NAME, folder);
        try {
            boolean fresh = !locked.isComplete();
            if (fresh) {
                locked.clear();
            }
            return startLocked(locked, port, settings, fresh);
        } catch (EmbeddedServerFailed failed) {
            locked.close();
            throw failed;
        } catch (Exception failed) {
            locked.close();
            throw new EmbeddedServerFailed(
                    "The embedded %s in %s did not start: see the cause, and that its disk is not full."
                            .formatted(NAME, folder),
                    failed);
        }
    }

    private static EmbeddedKafka startLocked(
            ServerFolder folder, int asked, Map<String, String> settings, boolean fresh)
            throws Exception {
        for (int tries = 1; ; tries++) {
            int port = LoopbackPort.choose(NAME, asked);
            var config = config(folder, port, settings);
            if (fresh && !folder.isComplete()) {
                format(folder);
            }
            var server = new KafkaRaftServer(config, Time.SYSTEM);
            try {
                server.startup();
                return new EmbeddedKafka(folder, server, port);
            } catch (Exception failed) {
                stop(server, failed);
                if (!isBindFailure(failed)) {
                    throw failed;
                }
                if (tries == TRIES || asked != 0) {
                    throw LoopbackPort.taken(NAME, port, failed);
                }
            }
        }
    }

    private static KafkaConfig config(ServerFolder folder, int port, Map<String, String> settings) {
        int controllerPort = LoopbackPort.choose(NAME, 0);
        return new KafkaConfig(
                BrokerSettings.of(folder.data(), port, controllerPort, settings), false);
    }

    private static void format(ServerFolder folder) throws Exception {
        Files.createDirectories(folder.data());
        String data = folder.data().toString();
        var formatter = new Formatter();
        formatter.setClusterId(Uuid.randomUuid().toString());
        formatter.setNodeId(BrokerSettings.NODE);
        formatter.addDirectory(data);
        formatter.setMetadataLogDirectory(data);
        formatter.setReleaseVersion(MetadataVersion.latestProduction());
        formatter.setControllerListenerName(BrokerSettings.CONTROLLER);
        formatter.setUnstableFeatureVersionsEnabled(false);
        formatter.setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        formatter.run();
        folder.complete();
    }

    private static void stop(KafkaRaftServer server, Exception failed) {
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException second) {
            failed.addSuppressed(second);
        }
    }

    private static boolean isBindFailure(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    public int port() {
        return port;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return LoopbackPort.ADDRESS + ":" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }
}
