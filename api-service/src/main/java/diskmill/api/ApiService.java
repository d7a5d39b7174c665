package diskmill.api;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The api-service as a process of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ApiServiceConfiguration.class)
public class ApiService {

    /** The settings are in a file of this name, since in standalone all services share one classpath. */
    private static final String SETTINGS = "spring.config.name=api-service";

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(ApiService.class).properties(SETTINGS).run(arguments);
    }
}
