package diskmill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.storage.ObjectStore;
import diskmill.storage.StorageConfiguration;
import diskmill.storage.ToolFiles;
import diskmill.storage.file.FileStorageConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class IntakeConfigurationTest {

    @TempDir private Path folder;

    @Test
    void thereIsOneStoreForBothPortsAndAnIntake() {
        context()
                .run(started -> {
                    assertThat(started).hasBean("objectStore").hasBean("toolFiles");
                    assertThat(started).hasSingleBean(ObjectStore.class);
                    assertThat(started).hasSingleBean(ToolFiles.class);
                    assertThat(started).hasSingleBean(Intake.class).hasBean("intake");
                });
    }

    @Test
    void theDefaultsAreThoseOfThePlainRecord() {
        context()
                .run(started ->
                        assertThat(started.getBean(IntakeSettings.class))
                                .isEqualTo(IntakeSettings.defaults()));
    }

    @Test
    void everySettingIsBound() {
        context()
                .withPropertyValues(
                        "diskmill.intake.buffer-size=1MB",
                        "diskmill.intake.buffers=3",
                        "diskmill.intake.max-compression-ratio=50",
                        "diskmill.intake.xz-memory=9MB")
                .run(started ->
                        assertThat(started.getBean(IntakeSettings.class))
                                .isEqualTo(
                                        new IntakeSettings(
                                                DataSize.ofMegabytes(1),
                                                3,
                                                50,
                                                DataSize.ofMegabytes(9))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buffer-size=1KB",
                "buffer-size=1GB",
                "buffers=1",
                "buffers=1000",
                "max-compression-ratio=0",
                "xz-memory=1KB"
            })
    void aSettingThatMakesNoSenseEndsTheStartWithItsName(String setting) {
        context()
                .withPropertyValues("diskmill.intake." + setting)
                .run(failed ->
                        assertThat(failed)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining(
                                        "diskmill.intake."
                                                + setting.substring(0, setting.indexOf('='))));
    }

    @Test
    void aMissingFolderEndsTheStartWithASentence() {
        new ApplicationContextRunner()
                .withUserConfiguration(StorageConfiguration.class, FileStorageConfiguration.class)
                .run(failed ->
                        assertThat(failed)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining("diskmill.storage.file.directory must name"));
    }

    @Test
    void anUnknownKindOfStoreEndsTheStart() {
        context()
                .withPropertyValues("diskmill.storage.type=tape")
                .run(failed ->
                        assertThat(failed)
                                .getFailure()
                                .hasStackTraceContaining("diskmill.storage.type"));
    }

    private ApplicationContextRunner context() {
        return new ApplicationContextRunner()
                .withUserConfiguration(
                        StorageConfiguration.class,
                        FileStorageConfiguration.class,
                        IntakeConfiguration.class)
                .withPropertyValues("diskmill.storage.file.directory=" + folder);
    }
}
