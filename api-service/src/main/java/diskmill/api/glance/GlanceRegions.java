package diskmill.api.glance;

import java.net.URI;
import java.util.Optional;

/** Where the other image services are, by a catalog that the operator keeps, and no caller. Threads may share it. */
public interface GlanceRegions {

    /** Whether there can be any; else glance-download is not enabled. */
    boolean any();

    /** Which there are, for a sentence: their names, or where those are to be found. */
    String described();

    /**
     * @param reach public, internal or admin; by any other word nothing is found
     * @param token the caller's own, by which a catalog is asked for
     * @return the address below which {@code /v2/images} is, without a slash at its end
     */
    Optional<URI> endpoint(String region, String reach, String token);
}
