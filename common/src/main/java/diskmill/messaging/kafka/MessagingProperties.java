package diskmill.messaging.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How facts and work go through Kafka. Where the brokers are, and how to be let in, is said by {@code spring.kafka.*}.
 *
 * @param prefix            of every topic and group, so that several installations may share a cluster; default
 *     {@code diskmill}
 * @param partitions        of each topic, when it is created; default 6, and 1 is enough for one machine
 * @param replicationFactor of each topic, when it is created; default 0: as the broker's own
 *     {@code default.replication.factor} says
 * @param retention         how long facts are kept: at least as long as the longest deadline; default 7 days
 * @param progressRetention how long progress is kept, when nobody needs it any more; default 1 hour
 * @param lock              for how long a worker that has gone silent keeps its work; brokers take 15 to 60 s unless they
 *     are set otherwise; default 30 s. It is renewed each third of it.
 * @param publishTimeout    after which a fact that no broker took is said again; default 15 s
 * @param retryMin          the pause after a first failure that is not the image's fault, doubled with each more; default 1 s
 * @param retryMax          the longest such pause; default 60 s
 */
@ConfigurationProperties("diskmill.messaging")
public record MessagingProperties(
        @DefaultValue("diskmill") String prefix,
        @DefaultValue("6") int partitions,
        @DefaultValue("0") short replicationFactor,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("1h") Duration progressRetention,
        @DefaultValue("30s") Duration lock,
        @DefaultValue("15s") Duration publishTimeout,
        @DefaultValue("1s") Duration retryMin,
        @DefaultValue("60s") Duration retryMax) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    public MessagingProperties {
        require(
                prefix.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                "diskmill.messaging.prefix must be 1 to 100 letters, digits, dots, dashes and underscores.");
        require(partitions >= 1, "diskmill.messaging.partitions must be 1 or more.");
        require(
                replicationFactor >= 0,
                "diskmill.messaging.replication-factor must be 0 (the broker's own) or more.");
        require(
                retention.compareTo(Duration.ofHours(1)) >= 0,
                "diskmill.messaging.retention must be an hour or more.");
        require(
                progressRetention.compareTo(Duration.ofMinutes(1)) >= 0,
                "diskmill.messaging.progress-retention must be a minute or more.");
        require(lock.compareTo(SECOND) >= 0, "diskmill.messaging.lock must be a second or more.");
        require(
                publishTimeout.compareTo(SECOND) >= 0,
                "diskmill.messaging.publish-timeout must be a second or more.");
        require(
                retryMin.isPositive() && retryMax.compareTo(retryMin) >= 0,
                "diskmill.messaging.retry-min must be positive, and retry-max no less.");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** The pause after so many failures in a row, 1 or more. */
    Duration pauseAfter(int failures) {
        Duration pause = retryMin.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(retryMax) > 0 ? retryMax : pause;
    }
}
