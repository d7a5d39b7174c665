package diskmill.api.v2.images;

import diskmill.api.catalog.Images;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of images and their lists. */
@Configuration(proxyBeanMethods = false)
public class ImagesConfiguration {

    @Bean
    NewImages newImages(Images images, ImagePolicy policy) {
        return new NewImages(images, policy);
    }

    @Bean
    ImagesController imagesController(
            NewImages newImages,
            Images images,
            Imports imports,
            ImagePolicy policy,
            PublicAddress address) {
        return new ImagesController(newImages, images, imports, policy, address);
    }

    @Bean
    ListController listController(Images images, ImagePolicy policy) {
        return new ListController(images, policy);
    }
}
