package diskmill.api.v2;

import diskmill.api.identity.v3.KeystoneConfiguration;
import diskmill.api.policy.PolicyConfiguration;
import diskmill.api.v2.data.DataConfiguration;
import diskmill.api.v2.discovery.DiscoveryConfiguration;
import diskmill.api.v2.images.ImagesConfiguration;
import diskmill.api.v2.imports.ImportFaceConfiguration;
import diskmill.api.v2.metadefs.MetadefFaceConfiguration;
import diskmill.api.v2.usage.UsageConfiguration;
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
    MetadefFaceConfiguration.class,
    UsageConfiguration.class
})
public class FaceConfiguration {}
