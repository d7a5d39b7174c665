package diskmill.api.metadefs;

import diskmill.api.database.DatabaseAtStart;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The catalog's rows, and what fills them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetadefSettings.class)
public class MetadefsConfiguration {

    // not the web's mapper: what is kept in the database must not change with how answers are
    // written
    private final JsonMapper json = JsonMapper.builder().build();

    @Bean
    Namespaces metadefNamespaces(JdbcClient database) {
        return new Namespaces(database);
    }

    @Bean
    Items metadefItems(JdbcClient database) {
        return new Items(database, json);
    }

    @Bean
    ResourceTypes metadefResourceTypes(JdbcClient database) {
        return new ResourceTypes(database);
    }

    @Bean
    Definitions metadefDefinitions(
            PlatformTransactionManager transactions,
            Namespaces namespaces,
            Items items,
            ResourceTypes resourceTypes) {
        return new Definitions(
                new TransactionTemplate(transactions), namespaces, items, resourceTypes);
    }

    @Bean
    StandardDefinitions standardDefinitions(Definitions definitions) {
        return new StandardDefinitions(definitions, json);
    }

    @Bean
    @DependsOnDatabaseInitialization
    SmartInitializingSingleton standardDefinitionsAtStart(
            StandardDefinitions standard, MetadefSettings settings) {
        return () -> {
            if (settings.load()) {
                DatabaseAtStart.run(standard::load);
            }
        };
    }
}
