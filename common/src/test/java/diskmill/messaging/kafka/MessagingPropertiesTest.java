package diskmill.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MessagingPropertiesTest {

    @Test
    void hasADefaultForEachSetting() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new MessagingProperties(
                                "diskmill",
                                6,
                                (short) 0,
                                Duration.ofDays(7),
                                Duration.ofHours(1),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(60)));
    }

    @Test
    void eachSettingCanBeSaid() {
        assertThat(
                        bind(
                                Map.of(
                                        "diskmill.messaging.prefix", "other",
                                        "diskmill.messaging.partitions", "1",
                                        "diskmill.messaging.replication-factor", "3",
                                        "diskmill.messaging.retention", "2d",
                                        "diskmill.messaging.progress-retention", "2h",
                                        "diskmill.messaging.lock", "20s",
                                        "diskmill.messaging.publish-timeout", "3s",
                                        "diskmill.messaging.retry-min", "2s",
                                        "diskmill.messaging.retry-max", "3s")))
                .isEqualTo(
                        new MessagingProperties(
                                "other",
                                1,
                                (short) 3,
                                Duration.ofDays(2),
                                Duration.ofHours(2),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "prefix,a b",
        "partitions,0",
        "replication-factor,-1",
        "retention,10m",
        "progress-retention,1s",
        "lock,0s",
        "publish-timeout,10ms",
        "retry-min,0s",
        "retry-max,1ms"
    })
    void aSettingThatCannotBeIsRefusedWithASentenceThatNamesIt(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("diskmill.messaging." + name, value)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name.equals("retry-max") ? "retry-min" : name)
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "6,32", "7,60", "50,60"})
    void thePauseDoublesWithEachFailureUpToItsLongest(int failures, int seconds) {
        assertThat(bind(Map.of()).pauseAfter(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private static MessagingProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("diskmill.messaging", MessagingProperties.class);
    }
}
