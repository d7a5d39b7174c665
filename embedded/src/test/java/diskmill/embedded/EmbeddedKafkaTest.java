package diskmill.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir private Path folder;

    @Test
    void keepsItsTopicsAndMayComeBackOnAnotherPort() throws Exception {
        try (var broker = EmbeddedKafka.start(folder, 0);
                var admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(2), Optional.empty())))
                    .all()
                    .get(30, SECONDS);
        }

        try (var broker = EmbeddedKafka.start(folder, 0);
                var admin = admin(broker)) {
            assertThat(admin.listTopics().names().get(30, SECONDS)).contains("kept");
        }
    }

    @Test
    void hasShareGroupsWithDeadLetters() throws Exception {
        try (var broker = EmbeddedKafka.start(folder, 0);
                var admin = admin(broker)) {
            var features =
                    admin.describeFeatures().featureMetadata().get(30, SECONDS).finalizedFeatures();

            assertThat(features)
                    .hasEntrySatisfying(
                            "share.version",
                            range ->
                                    assertThat(range.maxVersionLevel())
                                            .isGreaterThanOrEqualTo((short) 2));
        }
    }

    @Test
    void comesBackAfterItsProcessWasKilled() throws Exception {
        try (var child = ChildServer.start("kafka", folder)) {
            child.kill();
        }

        try (var broker = EmbeddedKafka.start(folder, 0);
                var admin = admin(broker)) {
            assertThat(admin.describeCluster().nodes().get(30, SECONDS)).hasSize(1);
        }
    }

    @Test
    void beginsAnewWhereTheFirstStartWasCutOff() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/meta.properties"), "half of it");

        try (var broker = EmbeddedKafka.start(folder, 0)) {
            assertThat(broker.port()).isPositive();
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (var broker = EmbeddedKafka.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, 0))
                    .isInstanceOf(EmbeddedServerFailed.class)
                    .hasMessageContaining("is in use by another embedded Kafka broker");
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedServerFailed.class)
                    .hasMessageContaining("cannot listen on port " + taken.getLocalPort());
        }
    }

    private static Admin admin(EmbeddedKafka broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
