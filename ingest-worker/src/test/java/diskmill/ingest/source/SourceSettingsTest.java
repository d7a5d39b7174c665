package diskmill.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class SourceSettingsTest {

    @EnableConfigurationProperties(SourceSettings.class)
    static class Bound {}

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void hasTheDefaultsThatItsDocumentationNames() {
        context.run(it ->
                assertThat(it.getBean(SourceSettings.class))
                        .isEqualTo(
                                new SourceSettings(
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(30),
                                        DataSize.ofKilobytes(1),
                                        Duration.ofSeconds(30),
                                        5,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(30))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect-timeout=0s",
                "answer-timeout=-1s",
                "read-timeout=0s",
                "min-rate=-1B",
                "min-rate-window=0s",
                "tries=0",
                "first-pause=0s",
                "longest-pause=500ms",
            })
    void aBadValueStopsTheStartWithASentenceThatNamesTheSetting(String setting) {
        String key = "diskmill.source." + setting.substring(0, setting.indexOf('='));

        context.withPropertyValues("diskmill.source." + setting)
                .run(it -> assertThat(it).getFailure().rootCause().hasMessageContaining(key));
    }
}
