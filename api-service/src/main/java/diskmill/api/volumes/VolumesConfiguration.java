package diskmill.api.volumes;

import diskmill.api.identity.ServiceCatalog;
import diskmill.api.web.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean that makes volumes, or that says why none can be made. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VolumeSettings.class)
public class VolumesConfiguration {

    @Bean
    Volumes volumes(VolumeSettings settings, ObjectProvider<ServiceCatalog> catalogs) {
        ServiceCatalog catalog = catalogs.getIfAvailable();
        return catalog == null
                ? (_, _) -> {
                    throw Refusal.conflict(
                            "There is no block storage service here, since this image service has accounts of its own; with a Keystone and a Cinder beside it (diskmill.identity.mode=keystone) it makes volumes.");
                }
                : new CinderVolumes(settings, catalog);
    }
}
