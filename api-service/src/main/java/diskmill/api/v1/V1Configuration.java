package diskmill.api.v1;

import diskmill.api.applications.Applications;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Images;
import diskmill.api.imports.Imports;
import diskmill.api.pages.DeletedImages;
import diskmill.api.pages.ImagePages;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.v2.images.ImageEdits;
import diskmill.api.v2.images.NewImages;
import diskmill.api.v2.imports.Sources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** The v1 face. */
@Configuration(proxyBeanMethods = false)
public class V1Configuration {

    @Bean
    ImageJson v1ImageJson(Applications applications, Attempts attempts) {
        return new ImageJson(applications, attempts);
    }

    @Bean
    NewImageImports v1NewImages(
            TransactionTemplate transaction,
            NewImages newImages,
            Images images,
            Imports imports,
            Sources sources,
            Applications applications,
            ImagePolicy policy) {
        return new NewImageImports(
                transaction, newImages, images, imports, sources, applications, policy);
    }

    @Bean
    Changes v1Changes(
            TransactionTemplate transaction,
            ImageEdits edits,
            Images images,
            Applications applications) {
        return new Changes(transaction, edits, images, applications);
    }

    @Bean
    ImagesController v1ImagesController(
            NewImageImports newImages,
            Changes changes,
            ImageEdits edits,
            ImagePolicy policy,
            ImageJson json) {
        return new ImagesController(newImages, changes, edits, policy, json);
    }

    @Bean
    ListController v1ListController(
            ImagePages pages, DeletedImages deleted, ImagePolicy policy, ImageJson json) {
        return new ListController(pages, deleted, policy, json);
    }
}
