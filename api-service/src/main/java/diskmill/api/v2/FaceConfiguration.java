package diskmill.api.v2;

import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Images;
import diskmill.api.identity.v3.KeystoneConfiguration;
import diskmill.api.imports.Imports;
import diskmill.api.status.Outcomes;
import diskmill.api.v2.data.DownloadController;
import diskmill.api.v2.data.UploadController;
import diskmill.api.v2.data.UploadSettings;
import diskmill.api.v2.discovery.HealthController;
import diskmill.api.v2.discovery.InfoController;
import diskmill.api.v2.discovery.SchemasController;
import diskmill.api.v2.discovery.VersionsController;
import diskmill.api.v2.images.ImagesController;
import diskmill.api.v2.images.ListController;
import diskmill.api.v2.imports.ImportController;
import diskmill.api.v2.imports.TasksController;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.WebConfiguration;
import diskmill.gate.AddressGate;
import diskmill.intake.Intake;
import diskmill.storage.ObjectStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of the REST faces. The gate, the store and the intake come from whoever imports this. */
@Configuration(proxyBeanMethods = false)
@Import({WebConfiguration.class, KeystoneConfiguration.class})
@EnableConfigurationProperties(UploadSettings.class)
public class FaceConfiguration {

    @Bean
    VersionsController versionsController(PublicAddress address) {
        return new VersionsController(address);
    }

    @Bean
    HealthController healthController(JdbcClient database) {
        return new HealthController(database);
    }

    @Bean
    InfoController infoController() {
        return new InfoController();
    }

    @Bean
    SchemasController schemasController() {
        return new SchemasController();
    }

    @Bean
    ImagePolicy imagePolicy(Images images) {
        return new ImagePolicy(images);
    }

    @Bean
    ImagesController imagesController(
            Images images, Imports imports, ImagePolicy policy, PublicAddress address) {
        return new ImagesController(images, imports, policy, address);
    }

    @Bean
    ListController listController(Images images) {
        return new ListController(images);
    }

    @Bean
    DownloadController downloadController(ImagePolicy policy, ObjectStore store) {
        return new DownloadController(policy, store);
    }

    @Bean
    UploadController uploadController(
            ImagePolicy policy,
            Imports imports,
            Attempts attempts,
            Outcomes outcomes,
            Intake intake,
            UploadSettings settings) {
        return new UploadController(policy, imports, attempts, outcomes, intake, settings);
    }

    @Bean
    ImportController importController(ImagePolicy policy, Imports imports, AddressGate gate) {
        return new ImportController(policy, imports, gate);
    }

    @Bean
    TasksController tasksController(ImagePolicy policy, Attempts attempts) {
        return new TasksController(policy, attempts);
    }
}
