package diskmill.api.outbox;

import diskmill.api.rounds.Rounds;
import diskmill.messaging.Facts;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Facts on their way to the broker. */
@Configuration(proxyBeanMethods = false)
public class OutboxConfiguration {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final JsonMapper json = JsonMapper.builder().build();

    @Bean
    Relay relay(JdbcClient database, TransactionTemplate transaction, Facts facts) {
        return new Relay(database, transaction, json, facts);
    }

    @Bean
    Rounds relayRounds(Relay relay) {
        return new Rounds("outbox relay", PERIOD, relay::relay);
    }

    @Bean
    Outbox outbox(JdbcClient database, @Qualifier("relayRounds") Rounds relay) {
        return new Outbox(database, json, relay::wake);
    }
}
