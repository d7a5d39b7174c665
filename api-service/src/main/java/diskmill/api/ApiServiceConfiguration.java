package diskmill.api;

import diskmill.api.applications.ApplicationsConfiguration;
import diskmill.api.catalog.AttemptSettings;
import diskmill.api.catalog.CatalogConfiguration;
import diskmill.api.database.DatabaseConfiguration;
import diskmill.api.dispatch.DispatchConfiguration;
import diskmill.api.health.HealthConfiguration;
import diskmill.api.imports.ImportRules;
import diskmill.api.imports.ImportsConfiguration;
import diskmill.api.lists.ListsConfiguration;
import diskmill.api.members.MembersConfiguration;
import diskmill.api.metadefs.MetadefsConfiguration;
import diskmill.api.outbox.OutboxConfiguration;
import diskmill.api.pages.PagesConfiguration;
import diskmill.api.quota.QuotaConfiguration;
import diskmill.api.rounds.Rounds;
import diskmill.api.rounds.RoundsLifecycle;
import diskmill.api.status.StatusConfiguration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The api-service without its faces: metadata, status, dispatch. Needs a data source, and beans for the ports
 * {@link diskmill.messaging.Facts} and {@link diskmill.storage.ObjectStore}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LimitSettings.class, ImageSettings.class, ConversionSettings.class})
@Import({
    DatabaseConfiguration.class,
    CatalogConfiguration.class,
    ListsConfiguration.class,
    PagesConfiguration.class,
    ApplicationsConfiguration.class,
    MembersConfiguration.class,
    MetadefsConfiguration.class,
    OutboxConfiguration.class,
    QuotaConfiguration.class,
    StatusConfiguration.class,
    DispatchConfiguration.class,
    HealthConfiguration.class,
    ImportsConfiguration.class
})
public class ApiServiceConfiguration {

    @Bean
    ImportRules importRules(
            AttemptSettings times,
            LimitSettings limits,
            ImageSettings images,
            ConversionSettings conversion) {
        return new ImportRules(
                times, limits.limits(), images.hashAlgorithm(), conversion.defaultTarget());
    }

    @Bean
    RoundsLifecycle roundsLifecycle(List<Rounds> rounds) {
        return new RoundsLifecycle(rounds);
    }
}
