package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.ApiService;
import diskmill.embedded.EmbeddedPostgres;
import diskmill.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Services that are started before the servers that they need. */
class LateServersIT {

    @TempDir private Path folder;

    private final List<ServiceProcess> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(ServiceProcess::close);
    }

    @Test
    void twoApiServicesWaitForTheDatabaseAndOneOfThemMigratesIt() throws Exception {
        String password;
        int port = RunningDiskmill.freePort();
        Path database = folder.resolve("postgres");
        try (var first = EmbeddedPostgres.start(database, port)) {
            first.createDatabase("diskmill");
            password = first.password();
        }
        ServiceProcess one = launch(port, password);
        ServiceProcess two = launch(port, password);

        for (ServiceProcess process : processes) {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> process.get("/actuator/health/liveness").statusCode() == 200);
            assertThat(process.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(process.get("/v2/images").headers().firstValue("Retry-After")).isPresent();
        }

        try (var server = EmbeddedPostgres.start(database, port)) {
            one.awaitReady();
            two.awaitReady();

            assertThat(
                            JdbcClient.create(server.database("diskmill"))
                                    .sql(
                                            "select version from flyway_schema_history where success and version is not null")
                                    .query(String.class)
                                    .list())
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
            processes.forEach(ServiceProcess::close);
        }
    }

    @Test
    void aPasswordThatTheDatabaseRefusesEndsTheProcessWithASentence() throws Exception {
        try (var server = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            server.createDatabase("diskmill");

            assertThat(launch(server.port(), "guess").awaitEnd())
                    .contains("PostgreSQL refuses our user: check spring.datasource.username")
                    .doesNotContain("\tat diskmill.");
        }
    }

    private ServiceProcess launch(int database, String password) throws Exception {
        ServiceProcess process =
                ServiceProcess.launch(
                        ApiService.class,
                        folder.resolve("api-" + processes.size() + ".log"),
                        List.of(
                                "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                "diskmill.messaging.prefix=late-servers",
                                "diskmill.storage.file.directory=" + folder.resolve("objects"),
                                "spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/diskmill"
                                        .formatted(database),
                                "spring.datasource.username=" + EmbeddedPostgres.USER,
                                "spring.datasource.password=" + password,
                                "diskmill.identity.openrc=" + folder.resolve("openrc")));
        processes.add(process);
        return process;
    }
}
