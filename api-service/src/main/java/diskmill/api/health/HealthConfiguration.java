package diskmill.api.health;

import diskmill.messaging.BrokerProbe;
import diskmill.messaging.BrokerProbe.Standing;
import diskmill.storage.ObjectStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Beans that say whether work can be taken. */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

    @Bean
    Dependencies dependencies(
            JdbcClient database, ObjectProvider<BrokerProbe> broker, ObjectStore store) {
        return new Dependencies(
                database, broker.getIfAvailable(() -> () -> Standing.CURRENT), store);
    }

    /** A part of the readiness group of {@code /actuator/health}, never of liveness: a restart here brings nothing back there. */
    @Bean("work")
    HealthIndicator work(Dependencies dependencies) {
        return () -> (dependencies.usable() ? Health.up() : Health.outOfService()).build();
    }
}
