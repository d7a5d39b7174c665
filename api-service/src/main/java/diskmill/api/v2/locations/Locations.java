package diskmill.api.v2.locations;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.storage.ObjectStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where images' bytes lie. Threads may share it. */
public final class Locations {

    /**
     * A place of an image's bytes; an image of ours has one, once it is active.
     *
     * @param metadata empty
     */
    public record Location(String url, Map<String, String> metadata) {}

    private final ObjectStore store;
    private final ImagePolicy policy;
    private final LocationSettings settings;

    Locations(ObjectStore store, ImagePolicy policy, LocationSettings settings) {
        this.store = store;
        this.policy = policy;
        this.settings = settings;
    }

    List<Location> of(Image image) {
        return image.object() == null
                ? List.of()
                : List.of(new Location(store.location(image.object()).toString(), Map.of()));
    }

    /** Adds to an image's JSON what the settings have it show, if the caller may see it. */
    public void addTo(Map<String, @Nullable Object> json, Image image, Caller caller) {
        if (!settings.showDirectUrl() && !settings.showLocations()) {
            return;
        }
        List<Location> locations =
                policy.allowsListed(Rule.GET_IMAGE_LOCATION, image, caller) ? of(image) : List.of();
        if (settings.showLocations()) {
            json.put("locations", locations);
        }
        if (settings.showDirectUrl() && !locations.isEmpty()) {
            json.put("direct_url", locations.getFirst().url());
        }
    }
}
