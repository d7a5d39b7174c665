package diskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.testkit.container.LocalImages;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestServersTest {

    @Test
    void theSettingSaysWhatServersAre() {
        assertThat(TestServers.of("containers")).isEqualTo(TestServers.CONTAINERS);
        assertThat(TestServers.of("processes")).isEqualTo(TestServers.PROCESSES);
        assertThat(TestServers.of("auto"))
                .isEqualTo(LocalImages.areHere() ? TestServers.CONTAINERS : TestServers.PROCESSES);
        assertThatThrownBy(() -> TestServers.of("docker"))
                .hasMessage(
                        "-Ddiskmill.test.servers must be containers, processes or auto; it is docker");
    }

    @Test
    void theImagesAreThoseThatComposeRuns() throws Exception {
        String compose = Files.readString(Path.of("..", "docker-compose.yml"));

        assertThat(LocalImages.names())
                .allSatisfy(image -> assertThat(compose).contains("image: " + image + "\n"));
    }
}
