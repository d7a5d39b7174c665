package diskmill.api.v2.lists;

import diskmill.api.lists.ImageLists;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.v2.images.ImageJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the list of images. */
@Configuration(proxyBeanMethods = false)
public class ListFaceConfiguration {

    @Bean
    ListController listController(ImageLists lists, ImagePolicy policy, ImageJson json) {
        return new ListController(lists, policy, json);
    }
}
