package diskmill.api.v2.images;

import diskmill.api.catalog.Images;
import diskmill.api.imports.Imports;
import diskmill.api.imports.Registrations;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.properties.PropertyRules;
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
    NewImages newImages(Registrations registrations, ImagePolicy policy, PropertyRules rules) {
        return new NewImages(registrations, policy, rules);
    }

    @Bean
    ImageEdits imageEdits(Images images, Imports imports, ImagePolicy policy, PropertyRules rules) {
        return new ImageEdits(images, imports, policy, rules);
    }

    @Bean
    ImagesController imagesController(
            NewImages newImages,
            ImageEdits edits,
            ImagePolicy policy,
            PublicAddress address,
            ImageJson json) {
        return new ImagesController(newImages, edits, policy, address, json);
    }

    @Bean
    TagsController tagsController(Images images, ImagePolicy policy, ImageEdits edits) {
        return new TagsController(images, policy, edits);
    }
}
