package diskmill.api.idempotency;

import diskmill.api.rounds.Rounds;
import diskmill.api.web.Errors;
import diskmill.api.web.WebConfiguration;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency keys. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {

    private static final Duration FORGET_PERIOD = Duration.ofMinutes(10);

    @Bean
    KeptAnswers keptAnswers(JdbcClient database) {
        return new KeptAnswers(database, JsonMapper.builder().build());
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            KeptAnswers answers, Errors errors) {
        FilterRegistrationBean<IdempotencyFilter> filter =
                new FilterRegistrationBean<>(new IdempotencyFilter(answers, errors));
        filter.setOrder(WebConfiguration.AUTHENTICATION_ORDER + 1);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    @Bean
    Rounds keptAnswersRounds(KeptAnswers answers) {
        return new Rounds("end of kept answers", FORGET_PERIOD, answers::forget);
    }
}
