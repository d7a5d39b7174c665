package diskmill.api.v2.export;

import diskmill.api.lists.ImageLists;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.v2.images.ImageJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the export. */
@Configuration(proxyBeanMethods = false)
public class ExportConfiguration {

    @Bean
    ExportController exportController(ImageLists lists, ImagePolicy policy, ImageJson json) {
        return new ExportController(lists, policy, json);
    }
}
