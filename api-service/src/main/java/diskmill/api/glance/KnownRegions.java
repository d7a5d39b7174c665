package diskmill.api.glance;

import diskmill.api.identity.ServiceCatalog;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The regions that the settings name, each with one address, whatever it is to be reached by; then those of the identity service's catalog.
 *
 * @param catalog null where there is none
 */
record KnownRegions(Map<String, URI> regions, @Nullable ServiceCatalog catalog)
        implements GlanceRegions {

    private static final Set<String> REACHES = Set.of("public", "internal", "admin");

    @Override
    public boolean any() {
        return catalog != null || !regions.isEmpty();
    }

    @Override
    public String described() {
        List<String> parts = new ArrayList<>(new TreeSet<>(regions.keySet()));
        if (catalog != null) {
            parts.add("the regions of your catalog");
        }
        return String.join(", ", parts);
    }

    @Override
    public Optional<URI> endpoint(String region, String reach, String token) {
        if (!REACHES.contains(reach)) {
            return Optional.empty();
        }
        Optional<URI> found = Optional.ofNullable(regions.get(region));
        if (found.isEmpty() && catalog != null) {
            found = catalog.endpoint(List.of("image"), region, reach, token);
        }
        return found.map(KnownRegions::withoutVersion);
    }

    private static URI withoutVersion(URI address) {
        return URI.create(address.toString().replaceAll("(/v2)?/*$", ""));
    }
}
