package diskmill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.Images;
import diskmill.api.dispatch.DispatchSettings;
import diskmill.api.dispatch.RubbishSettings;
import diskmill.api.imports.ImportRules;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.status.FactRecorder;
import diskmill.api.status.Outcomes;
import diskmill.event.ImageEvent;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.Limits;
import diskmill.image.RunId;
import diskmill.messaging.Facts;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServiceConfigurationTest {

    private final SaidFacts facts = new SaidFacts();
    private HikariDataSource database;
    private StoreFolder store;
    private ApplicationContextRunner runner;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = TestDatabases.create();
        store = new StoreFolder(folder.resolve("store"));
        runner =
                new ApplicationContextRunner()
                        .withConfiguration(
                                AutoConfigurations.of(
                                        DataSourceAutoConfiguration.class,
                                        DataSourceTransactionManagerAutoConfiguration.class,
                                        TransactionAutoConfiguration.class,
                                        JdbcTemplateAutoConfiguration.class,
                                        JdbcClientAutoConfiguration.class,
                                        FlywayAutoConfiguration.class))
                        .withUserConfiguration(ApiServiceConfiguration.class)
                        .withBean(Facts.class, () -> facts)
                        .withBean(ObjectStore.class, store::objects)
                        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                        .withPropertyValues(
                                "spring.datasource.url=" + database.getJdbcUrl(),
                                "spring.datasource.username=" + database.getUsername(),
                                "spring.datasource.password=" + database.getPassword());
    }

    @AfterAll
    void stop() throws IOException {
        store.close();
        database.close();
    }

    @Test
    void anImportRunsFromItsSubmissionToItsOutcomeByItself() {
        runner.run(context -> {
            Image image =
                    ((Images.Insertion.Inserted)
                                    context.getBean(Images.class)
                                            .insert(
                                                    Core.newImage(
                                                            DiskFormat.RAW, ContainerFormat.BARE)))
                            .image();
            ImportStart start =
                    context.getBean(Imports.class)
                            .startWebDownload(
                                    image.id(),
                                    Core.SUBMITTER,
                                    URI.create("http://source.example/disk"),
                                    null,
                                    null);
            Attempt attempt = Core.started(start);
            Awaitility.await()
                    .until(() ->
                            facts.said().stream()
                                    .anyMatch(fact -> fact.attemptId().equals(attempt.id())));

            context.getBean(FactRecorder.class).on(converted(attempt));
            Attempt ended =
                    context.getBean(Outcomes.class).awaitEnd(attempt.id(), Duration.ofSeconds(20));

            assertThat(ended.state()).isEqualTo(Attempt.State.SUCCEEDED);
            assertThat(context.getBean(Images.class).find(image.id()).orElseThrow().status())
                    .isEqualTo(ImageStatus.ACTIVE);
        });
    }

    @Test
    void everySettingHasItsDefault() {
        runner.run(context -> {
            assertThat(context.getBean(AttemptSettings.class))
                    .isEqualTo(
                            new AttemptSettings(
                                    Duration.ofHours(24),
                                    Duration.ofSeconds(30),
                                    Duration.ofSeconds(90),
                                    Duration.ofHours(24)));
            assertThat(context.getBean(DispatchSettings.class))
                    .isEqualTo(
                            new DispatchSettings(
                                    16, Duration.ofMinutes(5), Duration.ofSeconds(30), 0, 0));
            ImportRules rules = context.getBean(ImportRules.class);
            assertThat(rules.limits()).isEqualTo(new Limits(1L << 40, 1L << 46));
            assertThat(rules.hash()).isEqualTo(HashAlgorithm.SHA256);
            assertThat(rules.defaultTarget()).isNull();
        });
    }

    @Test
    void everySettingCanBeSet() {
        runner.withPropertyValues(
                        "diskmill.attempt.deadline=1h",
                        "diskmill.attempt.upload-lease=10s",
                        "diskmill.attempt.lease=20s",
                        "diskmill.attempt.staged-expiry=2h",
                        "diskmill.dispatch.window=3",
                        "diskmill.dispatch.unheard=6m",
                        "diskmill.dispatch.outage=40s",
                        "diskmill.dispatch.max-running=7",
                        "diskmill.dispatch.max-running-per-project=5",
                        "diskmill.rubbish.sweep=8m",
                        "diskmill.rubbish.age=9m",
                        "diskmill.limits.max-size=2MB",
                        "diskmill.limits.max-virtual-size=3MB",
                        "diskmill.hash-algorithm=sha512",
                        "diskmill.convert.default-target=raw")
                .run(context -> {
                    assertThat(context.getBean(AttemptSettings.class))
                            .isEqualTo(
                                    new AttemptSettings(
                                            Duration.ofHours(1),
                                            Duration.ofSeconds(10),
                                            Duration.ofSeconds(20),
                                            Duration.ofHours(2)));
                    assertThat(context.getBean(DispatchSettings.class))
                            .isEqualTo(
                                    new DispatchSettings(
                                            3,
                                            Duration.ofMinutes(6),
                                            Duration.ofSeconds(40),
                                            7,
                                            5));
                    assertThat(context.getBean(RubbishSettings.class))
                            .isEqualTo(
                                    new RubbishSettings(
                                            Duration.ofMinutes(8), Duration.ofMinutes(9)));
                    ImportRules rules = context.getBean(ImportRules.class);
                    assertThat(rules.limits()).isEqualTo(new Limits(2L << 20, 3L << 20));
                    assertThat(rules.hash()).isEqualTo(HashAlgorithm.SHA512);
                    assertThat(rules.defaultTarget()).isEqualTo(DiskFormat.RAW);
                });
    }

    @Test
    void aSettingThatCannotBeIsRefusedWithASentence() {
        refused("diskmill.dispatch.window=0", "diskmill.dispatch.window must be at least 1");
        refused("diskmill.attempt.lease=1s", "diskmill.attempt.lease must be at least 15s");
        refused("diskmill.hash-algorithm=md5", "diskmill.hash-algorithm must be sha256 or sha512");
        refused("diskmill.convert.default-target=iso", "diskmill.convert.default-target must be");
        refused("diskmill.limits.max-size=0B", "must be more than 0");
    }

    private void refused(String setting, String sentence) {
        runner.withPropertyValues(setting)
                .run(context ->
                        assertThat(context.getStartupFailure())
                                .rootCause()
                                .hasMessageContaining(sentence));
    }

    @Test
    void aDatabaseOfTheWrongLocaleIsRefusedWithASentence() {
        runner.withPropertyValues("spring.datasource.url=" + TestDatabases.ofLocale(database, "C"))
                .run(context ->
                        assertThat(context.getStartupFailure())
                                .rootCause()
                                .hasMessageContaining("C.UTF-8"));
    }

    @Test
    void aDatabaseThatIsNotThereIsRefusedWithASentence() {
        runner.withPropertyValues(
                        "spring.datasource.url="
                                + database.getJdbcUrl().replaceFirst("/\\w+(?=\\?|$)", "/none"))
                .run(context ->
                        assertThat(context.getStartupFailure())
                                .hasStackTraceContaining("spring.datasource.url; make it with"));
    }

    private static ImageEvent.Converted converted(Attempt attempt) {
        RunId run = RunId.next();
        return new ImageEvent.Converted(
                attempt.imageId(),
                attempt.id(),
                run,
                Instant.now(),
                ObjectKey.of(attempt.imageId(), attempt.id(), run),
                DiskFormat.RAW,
                1,
                1L,
                Core.DIGESTS);
    }
}
