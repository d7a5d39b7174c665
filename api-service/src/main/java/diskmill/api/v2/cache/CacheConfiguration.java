package diskmill.api.v2.cache;

import diskmill.api.policy.ImagePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the cache that there is not. */
@Configuration(proxyBeanMethods = false)
public class CacheConfiguration {

    @Bean
    CacheController cacheController(ImagePolicy policy) {
        return new CacheController(policy);
    }
}
