package diskmill.gate;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gate, with the machine's own resolver. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GateSettings.class)
public class GateConfiguration {

    /** The usual resolvers give up after 5 s a server and two tries. */
    private static final Duration LOOK_UP_LIMIT = Duration.ofSeconds(10);

    @Bean
    AddressGate addressGate(GateSettings settings) {
        return AddressGate.of(settings, new NameResolver.OfTheMachine(LOOK_UP_LIMIT));
    }
}
