package diskmill.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import diskmill.api.FaceTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Clients that hold connections and do not go on are in nobody's way. */
class SlowClientsOverHttpTest extends FaceTest {

    /** Several times the connections to the database, and more than a server with a pool of threads has. */
    private static final int MANY = 300;

    /** Both ends are in this process, so this is 4,000 open files. */
    private static final int IDLE = 2_000;

    @Autowired private DataSource database;

    private final List<Socket> clients = new ArrayList<>();
    private As owner;
    private String image;

    @BeforeEach
    void logIn() {
        owner = newUser("member");
        image = owner.newImage("{\"disk_format\": \"raw\", \"container_format\": \"bare\"}");
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v2/images",
                "PATCH %s",
                "POST %s/import",
                "POST /v3/auth/tokens",
                "PUT %s/tags"
            })
    void halfOfABodyHoldsNothingOfTheDatabase(String endpoint) throws IOException {
        String type = endpoint.startsWith("PATCH") ? PATCH : JSON;
        for (int i = 0; i < MANY; i++) {
            begin(
                    "%s HTTP/1.1\r\nHost: x\r\nX-Auth-Token: %s\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n{\"name\": "
                            .formatted(endpoint.formatted(image), owner.token(), type));
        }

        assertThat(owner.get(image).statusCode()).isEqualTo(200);
        assertThat(owner.newImage("{}")).isNotEmpty();
        await().until(() ->
                ((HikariDataSource) database).getHikariPoolMXBean().getActiveConnections() == 0);
    }

    @Test
    void halfOfAHeadHoldsNothing() throws IOException {
        for (int i = 0; i < MANY; i++) {
            begin("GET /v2/images HTTP/1.1\r\nHost: x\r\nX-Auth-");
        }

        assertThat(owner.get(image).statusCode()).isEqualTo(200);
    }

    @Test
    void thousandsOfIdleConnectionsAreInNobodysWay() throws IOException {
        for (int i = 0; i < IDLE; i++) {
            begin("");
        }

        assertThat(owner.get(image).statusCode()).isEqualTo(200);
        assertThat(owner.newImage("{}")).isNotEmpty();
    }

    private void begin(String request) {
        try {
            Socket client = connect();
            clients.add(client);
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
