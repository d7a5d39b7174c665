package diskmill.api.v2.data;

import diskmill.api.catalog.Attempts;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.status.Outcomes;
import diskmill.api.web.Connections;
import diskmill.intake.Intake;
import diskmill.storage.ObjectStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of uploads and downloads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadSettings.class)
public class DataConfiguration {

    @Bean
    DownloadController downloadController(ImagePolicy policy, ObjectStore store) {
        return new DownloadController(policy, store);
    }

    @Bean
    UploadPlaces uploadPlaces(UploadSettings settings, ObjectStore store) {
        return new UploadPlaces(Math.min(settings.concurrency(), store.limits().uploadsAtOnce()));
    }

    @Bean
    UploadController uploadController(
            ImagePolicy policy,
            Imports imports,
            Attempts attempts,
            Outcomes outcomes,
            Intake intake,
            UploadPlaces places,
            Connections connections,
            UploadSettings settings) {
        return new UploadController(
                policy, imports, attempts, outcomes, intake, places, connections, settings);
    }
}
