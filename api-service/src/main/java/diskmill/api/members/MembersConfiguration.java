package diskmill.api.members;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The members' rows. */
@Configuration(proxyBeanMethods = false)
public class MembersConfiguration {

    @Bean
    Members members(JdbcClient database, TransactionOperations transaction) {
        return new Members(database, transaction);
    }
}
