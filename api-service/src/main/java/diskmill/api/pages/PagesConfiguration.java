package diskmill.api.pages;

import diskmill.api.catalog.Images;
import diskmill.api.rounds.Rounds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Numbered pages. */
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration {

    private static final Duration FORGET_PERIOD = Duration.ofMinutes(10);

    @Bean
    ImagePages imagePages(JdbcClient database, TransactionOperations transaction, Images images) {
        return new ImagePages(database, transaction, images);
    }

    @Bean
    DeletedImages deletedImages(JdbcClient database, TransactionOperations transaction) {
        return new DeletedImages(database, transaction);
    }

    @Bean
    Rounds deletedNamesRounds(DeletedImages images) {
        return new Rounds("names of deleted images", FORGET_PERIOD, images::forgetNames);
    }
}
