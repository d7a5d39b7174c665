package diskmill.api.catalog;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The rows. */
@Configuration(proxyBeanMethods = false)
public class CatalogConfiguration {

    // not the web's mapper: what is kept in the database must not change with how answers are
    // written
    private final JsonMapper json = JsonMapper.builder().build();

    @Bean
    Images images(JdbcClient database) {
        return new Images(database, json);
    }

    @Bean
    ImageMoves imageMoves(JdbcClient database) {
        return new ImageMoves(database, json);
    }

    @Bean
    Attempts attempts(JdbcClient database) {
        return new Attempts(database, json);
    }

    @Bean
    Tasks tasks(JdbcClient database) {
        return new Tasks(database, json);
    }

    @Bean
    AttemptMoves attemptMoves(JdbcClient database) {
        return new AttemptMoves(database, json);
    }

    @Bean
    Garbage garbage(JdbcClient database) {
        return new Garbage(database);
    }
}
