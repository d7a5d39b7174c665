package diskmill.api.volumes;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the Cinder is that makes volumes from images, in keystone mode. Its address is in the caller's catalog, as the service block-storage or volumev3.
 *
 * @param region  the catalog's region that it is in; RegionOne by default
 * @param reach   which of its addresses: public, internal or admin; public by default
 * @param timeout for an answer, from the connection to the last byte, at most 2m; 30s by default
 */
@ConfigurationProperties("diskmill.volumes")
record VolumeSettings(
        @DefaultValue("RegionOne") String region,
        @DefaultValue("public") String reach,
        @DefaultValue("30s") Duration timeout) {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    VolumeSettings {
        if (!Set.of("public", "internal", "admin").contains(reach)) {
            throw new IllegalArgumentException(
                    "diskmill.volumes.reach must be public, internal or admin");
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "diskmill.volumes.timeout must be more than 0 and at most 2m, since a client waits for it");
        }
    }
}
