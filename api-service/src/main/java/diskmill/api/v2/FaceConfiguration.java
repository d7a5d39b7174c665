package diskmill.api.v2;

import diskmill.api.glance.GlanceConfiguration;
import diskmill.api.identity.v3.KeystoneConfiguration;
import diskmill.api.policy.PolicyConfiguration;
import diskmill.api.v2.actions.ActionsConfiguration;
import diskmill.api.v2.cache.CacheConfiguration;
import diskmill.api.v2.data.DataConfiguration;
import diskmill.api.v2.discovery.DiscoveryConfiguration;
import diskmill.api.v2.images.ImagesConfiguration;
import diskmill.api.v2.imports.ImportFaceConfiguration;
import diskmill.api.v2.schemas.SchemasConfiguration;
import diskmill.api.v2.tasks.TasksConfiguration;
import diskmill.api.web.WebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST faces, whole. The gate, the store and the intake come from whoever imports this. */
@Configuration(proxyBeanMethods = false)
@Import({
    WebConfiguration.class,
    KeystoneConfiguration.class,
    PolicyConfiguration.class,
    DiscoveryConfiguration.class,
    ImagesConfiguration.class,
    DataConfiguration.class,
    ImportFaceConfiguration.class,
    GlanceConfiguration.class,
    ActionsConfiguration.class,
    TasksConfiguration.class,
    CacheConfiguration.class,
    SchemasConfiguration.class
})
public class FaceConfiguration {}
