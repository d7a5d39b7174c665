package diskmill.api.identity.v3;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What there is here, as a token shows it. Ids are the same at every api-service, so that clients may remember them. */
public final class Catalog {

    public static final String REGION = "RegionOne";

    /** One thing that answers at some address. */
    public record Service(String id, String type, String name, List<Endpoint> endpoints) {}

    /** @param reach public, internal or admin */
    public record Endpoint(
            String id,
            @JsonProperty("interface") String reach,
            String url,
            String region,
            @JsonProperty("region_id") String regionId) {}

    private Catalog() {}

    /** @param base under which the caller knows us */
    public static List<Service> of(String base) {
        return List.of(
                service("identity", "keystone", base + "/v3"), service("image", "glance", base));
    }

    private static Service service(String type, String name, String url) {
        List<Endpoint> endpoints =
                List.of("public", "internal", "admin").stream()
                        .map(reach -> new Endpoint(type + "-" + reach, reach, url, REGION, REGION))
                        .toList();
        return new Service(type, type, name, endpoints);
    }
}
