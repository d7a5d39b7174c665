package diskmill.api.v2.imports;

import diskmill.api.catalog.Attempts;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.gate.AddressGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of import requests and tasks. */
@Configuration(proxyBeanMethods = false)
public class ImportFaceConfiguration {

    @Bean
    ImportController importController(ImagePolicy policy, Imports imports, AddressGate gate) {
        return new ImportController(policy, imports, gate);
    }

    @Bean
    TasksController tasksController(ImagePolicy policy, Attempts attempts) {
        return new TasksController(policy, attempts);
    }
}
