package diskmill.api.v2.volumes;

import diskmill.api.policy.ImagePolicy;
import diskmill.api.volumes.Volumes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of requests for volumes. */
@Configuration(proxyBeanMethods = false)
public class VolumesFaceConfiguration {

    @Bean
    VolumesController volumesController(ImagePolicy policy, Volumes volumes) {
        return new VolumesController(policy, volumes);
    }
}
