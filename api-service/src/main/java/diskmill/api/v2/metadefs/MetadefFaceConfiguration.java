package diskmill.api.v2.metadefs;

import diskmill.api.metadefs.Definitions;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Namespaces;
import diskmill.api.metadefs.ResourceTypes;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Policy;
import diskmill.api.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalog's face. The rows come from whoever imports this. */
@Configuration(proxyBeanMethods = false)
public class MetadefFaceConfiguration {

    @Bean
    MetadefSchemas metadefSchemas() {
        return new MetadefSchemas();
    }

    @Bean
    NamespaceAccess namespaceAccess(Namespaces namespaces, Policy policy, ImagePolicy refusing) {
        return new NamespaceAccess(namespaces, policy, refusing);
    }

    @Bean
    ItemRequests itemRequests(
            NamespaceAccess access, Items items, Definitions definitions, MetadefSchemas schemas) {
        return new ItemRequests(access, items, definitions, schemas);
    }

    @Bean
    NamespacesController namespacesController(
            NamespaceAccess access,
            Namespaces namespaces,
            Items items,
            Definitions definitions,
            MetadefSchemas schemas,
            PublicAddress address) {
        return new NamespacesController(access, namespaces, items, definitions, schemas, address);
    }

    @Bean
    NamespaceController namespaceController(
            NamespaceAccess access, Namespaces namespaces, Items items, MetadefSchemas schemas) {
        return new NamespaceController(access, namespaces, items, schemas);
    }

    @Bean
    ObjectsController metadefObjectsController(
            NamespaceAccess access, Items items, ItemRequests requests) {
        return new ObjectsController(access, items, requests);
    }

    @Bean
    PropertiesController metadefPropertiesController(
            NamespaceAccess access, Items items, ItemRequests requests) {
        return new PropertiesController(access, items, requests);
    }

    @Bean
    TagsController metadefTagsController(
            NamespaceAccess access, Items items, ItemRequests requests, MetadefSchemas schemas) {
        return new TagsController(access, items, requests, schemas);
    }

    @Bean
    AssociationsController metadefAssociationsController(
            NamespaceAccess access,
            Items items,
            ItemRequests requests,
            ResourceTypes resourceTypes) {
        return new AssociationsController(access, items, requests, resourceTypes);
    }

    @Bean
    MetadefSchemasController metadefSchemasController(MetadefSchemas schemas) {
        return new MetadefSchemasController(schemas);
    }
}
