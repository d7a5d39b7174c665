package diskmill.api.v2.bulk;

import diskmill.api.audit.Auditor;
import diskmill.api.v2.images.ImageEdits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of requests about many images. */
@Configuration(proxyBeanMethods = false)
public class BulkConfiguration {

    @Bean
    BulkController bulkController(ImageEdits edits, Auditor auditor) {
        return new BulkController(edits, auditor);
    }
}
