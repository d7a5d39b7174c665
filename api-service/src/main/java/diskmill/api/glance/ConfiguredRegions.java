package diskmill.api.glance;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The regions that the settings name; each has one address, whatever it is to be reached by. */
record ConfiguredRegions(Map<String, URI> regions) implements GlanceRegions {

    private static final Set<String> REACHES = Set.of("public", "internal", "admin");

    @Override
    public Set<String> names() {
        return regions.keySet();
    }

    @Override
    public Optional<URI> endpoint(String region, String reach) {
        return Optional.ofNullable(regions.get(region))
                .filter(_ -> REACHES.contains(reach))
                .map(ConfiguredRegions::withoutSlash);
    }

    private static URI withoutSlash(URI address) {
        return URI.create(address.toString().replaceAll("(/v2)?/*$", ""));
    }
}
