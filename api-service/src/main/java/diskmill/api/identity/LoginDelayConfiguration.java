package diskmill.api.identity;

import diskmill.api.rounds.Rounds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Against guessing, in every mode. */
@Configuration(proxyBeanMethods = false)
public class LoginDelayConfiguration {

    private static final Duration FORGET_PERIOD = Duration.ofMinutes(5);

    @Bean
    LoginDelay loginDelay(JdbcClient database) {
        return new LoginDelay(database);
    }

    @Bean
    Rounds loginDelayRounds(LoginDelay delay) {
        return new Rounds("end of failed logins", FORGET_PERIOD, delay::forget);
    }
}
