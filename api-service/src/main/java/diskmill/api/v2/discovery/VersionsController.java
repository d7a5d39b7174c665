package diskmill.api.v2.discovery;

import diskmill.api.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The versions of the Image API, as a Glance with one store and no image cache lists them. */
@RestController
final class VersionsController {

    record Link(String rel, String href) {}

    record Version(String id, String status, List<Link> links) {}

    private static final String CURRENT = "v2.17";

    /** The minor versions that are missing are those of several stores and of the cache. */
    private static final List<String> SUPPORTED =
            List.of(
                    "v2.15", "v2.9", "v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1",
                    "v2.0");

    private final PublicAddress address;

    VersionsController(PublicAddress address) {
        this.address = address;
    }

    /** 300, since the caller has to choose. */
    @GetMapping({"/", "/v2", "/v2/"})
    ResponseEntity<Map<String, List<Version>>> choices(HttpServletRequest request) {
        return answer(300, request);
    }

    @GetMapping({"/versions", "/versions/"})
    ResponseEntity<Map<String, List<Version>>> versions(HttpServletRequest request) {
        return answer(200, request);
    }

    private ResponseEntity<Map<String, List<Version>>> answer(
            int status, HttpServletRequest request) {
        List<Link> links = List.of(new Link("self", address.of(request) + "/v2/"));
        List<Version> versions =
                Stream.concat(
                                Stream.of(new Version(CURRENT, "CURRENT", links)),
                                SUPPORTED.stream().map(id -> new Version(id, "SUPPORTED", links)))
                        .toList();
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("versions", versions));
    }
}
