package diskmill.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a lone broker in a JVM that has other work: small buffers, no replicas, quick to come and to go. */
final class BrokerSettings {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Properties of(Path data, int port, int controllerPort, Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(identity(data, port, controllerPort));
        properties.putAll(ALONE);
        properties.putAll(SMALL);
        properties.putAll(QUICK);
        properties.putAll(SHARE_GROUPS);
        properties.putAll(settings);
        return properties;
    }

    private static Map<String, String> identity(Path data, int port, int controllerPort) {
        String controller = LoopbackPort.ADDRESS + ":" + controllerPort;
        String listeners =
                "PLAINTEXT://%s:%d,%s://%s"
                        .formatted(LoopbackPort.ADDRESS, port, CONTROLLER, controller);
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE),
                // static voters, since with them the port may change between starts
                "controller.quorum.voters",
                NODE + "@" + controller,
                "listeners",
                listeners,
                "advertised.listeners",
                listeners,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                "PLAINTEXT",
                "log.dirs",
                data.toString());
    }

    private static final Map<String, String> ALONE =
            Map.ofEntries(
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("default.replication.factor", "1"),
                    Map.entry("min.insync.replicas", "1"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    // of topics that do not say it themselves: a week, Kafka's own default, said
                    // here since it is a choice
                    Map.entry("log.retention.hours", "168"),
                    // a standalone may be switched off for weeks, and its listeners go on where
                    // they were
                    Map.entry("offsets.retention.minutes", "129600"));

    private static final Map<String, String> SMALL =
            Map.ofEntries(
                    Map.entry("num.partitions", "1"),
                    Map.entry("offsets.topic.num.partitions", "1"),
                    Map.entry("transaction.state.log.num.partitions", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    Map.entry("num.network.threads", "1"),
                    Map.entry("num.io.threads", "2"),
                    Map.entry("background.threads", "2"),
                    // 128 MiB of heap by default
                    Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                    Map.entry("offsets.load.buffer.size", "1048576"),
                    Map.entry("log.index.size.max.bytes", "1048576"));

    private static final Map<String, String> QUICK =
            Map.of(
                    "group.initial.rebalance.delay.ms", "0",
                    // after a kill -9 the start waits until the dead broker's registration has run
                    // out: 12.5 s with the
                    // defaults. Not shorter: a JVM that stands still for longer loses every lease
                    // on its work.
                    "broker.session.timeout.ms", "2000",
                    "broker.heartbeat.interval.ms", "250");

    private static final Map<String, String> SHARE_GROUPS =
            Map.of(
                    // a new consumer has its first record after 1-2 s; up to 5 s with the defaults
                    "group.share.min.heartbeat.interval.ms", "500",
                    "group.share.heartbeat.interval.ms", "500",
                    "group.share.assignment.interval.ms", "0",
                    "group.share.min.record.lock.duration.ms", "1000",
                    "group.share.max.record.lock.duration.ms", "3600000",
                    // dead letters (KIP-1191); the topics are created by who uses them
                    "errors.deadletterqueue.auto.create.topics.enable", "false");
}
