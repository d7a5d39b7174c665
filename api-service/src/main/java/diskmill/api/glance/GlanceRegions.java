package diskmill.api.glance;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where the other image services are, by a catalog that the operator keeps, and no caller. Threads may share it. */
public interface GlanceRegions {

    /** Of the regions that there are; glance-download is not enabled where there are none. */
    Set<String> names();

    /**
     * @param reach public, internal or admin; by any other word nothing is found
     * @return the address below which {@code /v2/images} is, without a slash at its end
     */
    Optional<URI> endpoint(String region, String reach);
}
