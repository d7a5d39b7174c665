package diskmill.api.applications;

import diskmill.api.rounds.Rounds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The registry of applications, and its clean-up. */
@Configuration(proxyBeanMethods = false)
public class ApplicationsConfiguration {

    private static final Duration FORGET_PERIOD = Duration.ofMinutes(10);

    @Bean
    Applications applications(JdbcClient database) {
        return new Applications(database);
    }

    @Bean
    Rounds applicationRounds(Applications applications) {
        return new Rounds("end of applications", FORGET_PERIOD, applications::forget);
    }
}
