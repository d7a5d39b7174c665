package diskmill.api.v2.images;

import diskmill.api.catalog.Images;
import diskmill.api.imports.Imports;
import diskmill.api.imports.Registrations;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.v2.locations.Locations;
import diskmill.api.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of images. */
@Configuration(proxyBeanMethods = false)
public class ImagesConfiguration {

    @Bean
    ImageJson imageJson(Locations locations) {
        return new ImageJson(locations);
    }

    @Bean
    NewImages newImages(Registrations registrations, ImagePolicy policy) {
        return new NewImages(registrations, policy);
    }

    @Bean
    ImageChanges imageChanges(Images images, ImagePolicy policy) {
        return new ImageChanges(images, policy);
    }

    @Bean
    ImagesController imagesController(
            NewImages newImages,
            ImageChanges changes,
            Imports imports,
            ImagePolicy policy,
            PublicAddress address,
            ImageJson json) {
        return new ImagesController(newImages, changes, imports, policy, address, json);
    }

    @Bean
    TagsController tagsController(Images images, ImagePolicy policy) {
        return new TagsController(images, policy);
    }
}
