package diskmill.standalone;

import diskmill.embedded.EmbeddedKafka;
import diskmill.embedded.EmbeddedPostgres;
import diskmill.start.StartRefused;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The broker and the database of standalone: started, side by side, before any bean is made, and told to the beans as
 * Spring's own settings. One that the operator has set is used instead. They outlive the context: {@link #close} comes after.
 */
final class EmbeddedServers
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);

    private static final String DATABASE_NAME = "diskmill";
    private static final String DATABASE = "spring.datasource.url";
    private static final String BROKERS = "spring.kafka.bootstrap-servers";

    private final DataFolder data;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable EmbeddedKafka kafka;

    EmbeddedServers(DataFolder data) {
        this.data = data;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        boolean ownDatabase = !environment.containsProperty(DATABASE);
        boolean ownBroker = !environment.containsProperty(BROKERS);
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<@Nullable EmbeddedPostgres> database =
                    starters.submit(() -> ownDatabase ? database() : null);
            Future<@Nullable EmbeddedKafka> broker =
                    starters.submit(
                            () -> ownBroker ? EmbeddedKafka.start(data.resolve("kafka"), 0) : null);
            try {
                postgres = await(database, "database");
            } finally {
                kafka = await(broker, "broker");
            }
        }
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("embedded servers", settings()));
        log.info(
                "{} database, {} broker, data in {}",
                ownDatabase ? "own" : "given",
                ownBroker ? "own" : "given",
                data.path());
    }

    private EmbeddedPostgres database() throws SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.start(data.resolve("postgres"), 0);
        try {
            server.createDatabase(DATABASE_NAME);
            return server;
        } catch (SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        if (postgres != null) {
            settings.put(DATABASE, postgres.jdbcUrl(DATABASE_NAME));
            settings.put("spring.datasource.username", EmbeddedPostgres.USER);
            settings.put("spring.datasource.password", postgres.password());
        }
        if (kafka != null) {
            settings.put(BROKERS, kafka.bootstrapServers());
        }
        return settings;
    }

    private static <T> T await(Future<T> server, String what) {
        try {
            return server.get();
        } catch (ExecutionException failed) {
            throw new StartRefused(
                    "The embedded %s did not start: %s".formatted(what, deepest(failed)), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartRefused("The start was interrupted.", interrupted);
        }
    }

    /** What the innermost cause says. */
    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
