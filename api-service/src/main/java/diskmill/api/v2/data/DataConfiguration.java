package diskmill.api.v2.data;

import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.Tasks;
import diskmill.api.glance.GlanceClient;
import diskmill.api.glance.GlanceRegions;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.properties.PropertyRules;
import diskmill.api.status.Outcomes;
import diskmill.api.v2.images.ImageJson;
import diskmill.api.v2.images.NewImages;
import diskmill.api.v2.imports.OtherServices;
import diskmill.api.web.Connections;
import diskmill.api.web.PublicAddress;
import diskmill.intake.Intake;
import diskmill.storage.ObjectStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

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
    UploadReceiver uploadReceiver(Imports imports, Intake intake, UploadSettings settings) {
        return new UploadReceiver(imports, intake, settings);
    }

    @Bean
    Uploading uploading(
            Imports imports,
            Attempts attempts,
            Outcomes outcomes,
            UploadReceiver receiver,
            UploadPlaces places,
            Connections connections,
            UploadSettings settings) {
        return new Uploading(imports, attempts, outcomes, receiver, places, connections, settings);
    }

    @Bean
    UploadController uploadController(ImagePolicy policy, Uploading uploads) {
        return new UploadController(policy, uploads);
    }

    @Bean
    FormController formController(
            NewImages newImages,
            Uploading uploads,
            Imports imports,
            ImagePolicy policy,
            PublicAddress address,
            ImageJson json) {
        return new FormController(newImages, uploads, imports, policy, address, json);
    }

    @Bean
    OtherServices otherServices(
            GlanceRegions regions,
            GlanceClient client,
            TransactionTemplate transaction,
            Images images,
            Imports imports,
            Attempts attempts,
            Tasks tasks,
            PropertyRules rules,
            UploadReceiver receiver,
            UploadPlaces places) {
        return new OtherServiceImports(
                regions,
                client,
                new OtherServiceStarts(transaction, images, imports, attempts, tasks, rules),
                receiver,
                places);
    }
}
