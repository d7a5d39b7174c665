package diskmill.api.v2.imports;

import diskmill.api.glance.GlanceRegions;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.gate.AddressGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of import requests. */
@Configuration(proxyBeanMethods = false)
public class ImportFaceConfiguration {

    @Bean
    Sources importSources(AddressGate gate) {
        return new Sources(gate);
    }

    @Bean
    ImportController importController(
            ImagePolicy policy,
            Imports imports,
            Sources sources,
            OtherServices others,
            GlanceRegions regions) {
        return new ImportController(
                policy, imports, sources, others, ImportMethods.enabled(regions.any()));
    }
}
