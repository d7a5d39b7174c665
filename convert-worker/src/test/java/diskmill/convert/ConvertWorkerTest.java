package diskmill.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Ingested;
import diskmill.messaging.Step;
import diskmill.messaging.WorkQueue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The process as it is, but for the broker. */
class ConvertWorkerTest {

    @TempDir Path folder;

    @Configuration(proxyBeanMethods = false)
    static class Queue {

        @Bean
        TakenWork takenWork() {
            return new TakenWork();
        }
    }

    /** Keeps what is taken, and never has any work. */
    static final class TakenWork implements WorkQueue {

        private String taken = "nothing";

        @Override
        public <W extends ImageEvent.Work> Workers take(
                Class<W> kind, int concurrency, Step<W> step) {
            taken = kind.getSimpleName() + " by " + concurrency;
            return new Workers() {
                @Override
                public int busy() {
                    return 0;
                }

                @Override
                public void close() {
                    taken = "closed";
                }
            };
        }
    }

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(ConvertWorker.class, Queue.class)
                .properties(
                        "spring.config.name=convert-worker",
                        "diskmill.storage.file.directory=" + folder)
                .run(settings);
    }

    @Test
    void takesWhatIsIngestedUntilItIsClosed() {
        TakenWork work;

        try (var process = start("--server.port=0", "--diskmill.convert.concurrency=3")) {
            work = process.getBean(TakenWork.class);
            assertThat(work.taken).isEqualTo(Ingested.class.getSimpleName() + " by 3");
        }

        assertThat(work.taken).isEqualTo("closed");
    }

    @Test
    void tellsItsHealthAndItsMeasuresOnLoopback() throws Exception {
        try (var process = start("--server.port=0");
                HttpClient http = HttpClient.newHttpClient()) {
            int port =
                    java.util.Objects.requireNonNull(
                                    ((WebServerApplicationContext) process).getWebServer())
                            .getPort();

            assertThat(get(http, port, "health")).contains("UP");
            assertThat(get(http, port, "prometheus")).contains("jvm_memory_used_bytes");
            assertThat(process.getEnvironment().getProperty("server.address"))
                    .isEqualTo("127.0.0.1");
        }
    }

    private static String get(HttpClient http, int port, String endpoint) throws Exception {
        URI address = URI.create("http://127.0.0.1:%d/actuator/%s".formatted(port, endpoint));
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void doesNotStartWithoutQemuImg() {
        assertThatThrownBy(
                        () -> start("--server.port=0", "--diskmill.qemu-img.executable=not-there"))
                .rootCause()
                .hasMessageStartingWith("qemu-img was not found");
    }
}
