package diskmill.api.v2;

import diskmill.api.glance.GlanceConfiguration;
import diskmill.api.idempotency.IdempotencyConfiguration;
import diskmill.api.identity.door.DoorConfiguration;
import diskmill.api.policy.PolicyConfiguration;
import diskmill.api.properties.PropertiesConfiguration;
import diskmill.api.v1.V1Configuration;
import diskmill.api.v1.access.AccessTokensConfiguration;
import diskmill.api.v2.actions.ActionsConfiguration;
import diskmill.api.v2.audit.AuditFaceConfiguration;
import diskmill.api.v2.bulk.BulkConfiguration;
import diskmill.api.v2.cache.CacheConfiguration;
import diskmill.api.v2.data.DataConfiguration;
import diskmill.api.v2.discovery.DiscoveryConfiguration;
import diskmill.api.v2.export.ExportConfiguration;
import diskmill.api.v2.images.ImagesConfiguration;
import diskmill.api.v2.imports.ImportFaceConfiguration;
import diskmill.api.v2.lists.ListFaceConfiguration;
import diskmill.api.v2.locations.LocationsConfiguration;
import diskmill.api.v2.members.MemberFaceConfiguration;
import diskmill.api.v2.metadefs.MetadefFaceConfiguration;
import diskmill.api.v2.schemas.SchemasConfiguration;
import diskmill.api.v2.tasks.TasksConfiguration;
import diskmill.api.v2.usage.UsageConfiguration;
import diskmill.api.v2.volumes.VolumesFaceConfiguration;
import diskmill.api.volumes.VolumesConfiguration;
import diskmill.api.web.WebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST faces, whole. The gate, the store and the intake come from whoever imports this. */
@Configuration(proxyBeanMethods = false)
@Import({
    WebConfiguration.class,
    AccessTokensConfiguration.class,
    DoorConfiguration.class,
    PolicyConfiguration.class,
    PropertiesConfiguration.class,
    DiscoveryConfiguration.class,
    ImagesConfiguration.class,
    ListFaceConfiguration.class,
    BulkConfiguration.class,
    ExportConfiguration.class,
    MemberFaceConfiguration.class,
    LocationsConfiguration.class,
    DataConfiguration.class,
    ImportFaceConfiguration.class,
    MetadefFaceConfiguration.class,
    UsageConfiguration.class,
    AuditFaceConfiguration.class,
    IdempotencyConfiguration.class,
    GlanceConfiguration.class,
    VolumesConfiguration.class,
    VolumesFaceConfiguration.class,
    ActionsConfiguration.class,
    TasksConfiguration.class,
    CacheConfiguration.class,
    SchemasConfiguration.class,
    V1Configuration.class
})
public class FaceConfiguration {}
