package diskmill.api;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.testkit.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class DatabaseSettingsTest {

    private static final String PREFIX = "spring.datasource.hikari.data-source-properties.";

    @Test
    void noConnectionOfTheServiceWaitsForEverForALockOrAServerThatIsGone() throws Exception {
        TestPostgres.Database database = TestPostgres.newDatabase();
        Properties properties = ofTheService();
        properties.put("user", database.user());
        properties.put("password", database.password());

        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties)) {
            assertThat(show(connection, "lock_timeout")).isEqualTo("30s");
            assertThat(show(connection, "idle_in_transaction_session_timeout")).isEqualTo("1min");
            assertThat(connection.getNetworkTimeout()).isEqualTo(120_000);
        }
    }

    private static Properties ofTheService() throws IOException {
        Properties properties = new Properties();
        for (PropertySource<?> source :
                new YamlPropertySourceLoader()
                        .load("service", new ClassPathResource("api-service.yml"))) {
            if (source instanceof EnumerablePropertySource<?> settings) {
                for (String name : settings.getPropertyNames()) {
                    if (name.startsWith(PREFIX)) {
                        properties.put(
                                name.substring(PREFIX.length()),
                                String.valueOf(settings.getProperty(name)));
                    }
                }
            }
        }
        return properties;
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("show " + setting)) {
            value.next();
            return value.getString(1);
        }
    }
}
