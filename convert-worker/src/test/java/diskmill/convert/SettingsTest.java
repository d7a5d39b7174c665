package diskmill.convert;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.convert.qemu.QemuImgSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({ConvertSettings.class, QemuImgSettings.class})
    static class Bound {}

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void haveDefaults() {
        context.run(started -> {
            assertThat(started.getBean(ConvertSettings.class)).isEqualTo(new ConvertSettings(2));
            assertThat(started.getBean(QemuImgSettings.class))
                    .isEqualTo(
                            new QemuImgSettings(
                                    "qemu-img",
                                    Duration.ofSeconds(30),
                                    Duration.ofMinutes(10),
                                    DataSize.ofMegabytes(20),
                                    DataSize.ofGigabytes(2)));
        });
    }

    @Test
    void areAllRead() {
        context.withPropertyValues(
                        "diskmill.convert.concurrency=7",
                        "diskmill.qemu-img.executable=/opt/qemu/bin/qemu-img",
                        "diskmill.qemu-img.inspect-timeout=31s",
                        "diskmill.qemu-img.convert-minimum-time=11m",
                        "diskmill.qemu-img.slowest-rate=21MB",
                        "diskmill.qemu-img.memory=3GB")
                .run(started -> {
                    assertThat(started.getBean(ConvertSettings.class))
                            .isEqualTo(new ConvertSettings(7));
                    assertThat(started.getBean(QemuImgSettings.class))
                            .isEqualTo(
                                    new QemuImgSettings(
                                            "/opt/qemu/bin/qemu-img",
                                            Duration.ofSeconds(31),
                                            Duration.ofMinutes(11),
                                            DataSize.ofMegabytes(21),
                                            DataSize.ofGigabytes(3)));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "diskmill.convert.concurrency, 0",
        "diskmill.convert.concurrency, 65",
        "diskmill.qemu-img.executable, ''",
        "diskmill.qemu-img.inspect-timeout, 10ms",
        "diskmill.qemu-img.convert-minimum-time, 10ms",
        "diskmill.qemu-img.slowest-rate, 0",
        "diskmill.qemu-img.memory, 1MB"
    })
    void thatMakeNoSenseAreRefusedByName(String name, String value) {
        context.withPropertyValues(name + "=" + value)
                .run(started ->
                        assertThat(started.getStartupFailure())
                                .rootCause()
                                .hasMessageStartingWith(name));
    }
}
