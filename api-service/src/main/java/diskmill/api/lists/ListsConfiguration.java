package diskmill.api.lists;

import diskmill.api.catalog.Images;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Lists of images. */
@Configuration(proxyBeanMethods = false)
public class ListsConfiguration {

    @Bean
    ImageLists imageLists(JdbcClient database, TransactionOperations transaction, Images images) {
        return new ImageLists(database, transaction, images);
    }
}
