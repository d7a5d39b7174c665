package diskmill.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A broker that is a process of its own, for a cluster without containers. It ends in order on SIGTERM; after a {@code kill
 * -9} the next one on the same folder goes on.
 */
public final class KafkaProcess {

    private KafkaProcess() {}

    /** @param arguments the folder, and the port on 127.0.0.1 */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2 || !arguments[1].matches("[0-9]{1,5}")) {
            System.err.println("It wants two arguments: a folder and a port.");
            System.exit(2);
        }
        try {
            EmbeddedKafka broker =
                    EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "end of the broker"));
            System.out.println("Kafka takes requests on " + broker.bootstrapServers());
        } catch (EmbeddedServerFailed failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
