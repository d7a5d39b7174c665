package diskmill.api.identity.v3;

import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clients ask first: which version this is. */
@RestController
final class KeystoneDiscovery {

    record Link(String rel, String href) {}

    record MediaTypeOffer(String base, String type) {}

    record Version(
            String id,
            String status,
            String updated,
            List<Link> links,
            @JsonProperty("media-types") List<MediaTypeOffer> mediaTypes) {}

    private final PublicAddress address;

    KeystoneDiscovery(PublicAddress address) {
        this.address = address;
    }

    @GetMapping({"/v3", "/v3/"})
    ResponseEntity<Map<String, Version>> version(HttpServletRequest request) {
        Version version =
                new Version(
                        "v3.14",
                        "stable",
                        "2020-04-07T00:00:00Z",
                        List.of(new Link("self", address.of(request) + "/v3/")),
                        List.of(
                                new MediaTypeOffer(
                                        "application/json",
                                        "application/vnd.openstack.identity-v3+json")));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("version", version));
    }
}
