package diskmill.api.glance;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Other image services that images may be imported from (glance-download).
 *
 * @param regions    their addresses by the region's name: {@code diskmill.glance.regions.RegionTwo=https://images.example.org}. They are
 *     trusted as the operator's own, also in closed networks; the caller's token is sent there. None by
 *     default. In keystone mode those of the caller's catalog are known besides, and need not be named here
 * @param properties which of an image's properties are copied, by what their names begin with; Glance's by default
 */
@ConfigurationProperties("diskmill.glance")
record GlanceSettings(
        @DefaultValue Map<String, URI> regions,
        @DefaultValue({"hw_", "trait:", "os_distro", "os_secure_boot", "os_type"})
                List<String> properties) {

    GlanceSettings {
        regions = Map.copyOf(regions);
        properties = List.copyOf(properties);
        regions.forEach(GlanceSettings::check);
    }

    private static void check(String region, URI endpoint) {
        String scheme = endpoint.getScheme();
        boolean web = "http".equals(scheme) || "https".equals(scheme);
        if (!web || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "diskmill.glance.regions.%s must be an http or https address without user and password, such as https://images.example.org"
                            .formatted(region));
        }
    }
}
