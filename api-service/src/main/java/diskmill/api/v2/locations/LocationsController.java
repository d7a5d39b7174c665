package diskmill.api.v2.locations;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * {@code …/locations}: shown to services. None is added: all bytes are in our own store, since what lies elsewhere can change after it was
 * inspected. A request is read and checked as Glance does it all the same, so that it learns what else is wrong with it.
 */
@RestController
final class LocationsController {

    /** Hexadecimal digits. */
    private static final Map<String, Integer> HASHES =
            Map.of("md5", 32, "sha1", 40, "sha256", 64, "sha512", 128);

    private final Locations locations;
    private final ImagePolicy policy;

    LocationsController(Locations locations, ImagePolicy policy) {
        this.locations = locations;
        this.policy = policy;
    }

    @GetMapping("/v2/images/{id}/locations")
    ResponseEntity<List<Locations.Location>> list(@PathVariable String id, Caller caller) {
        Image image = policy.permitted(Rule.FETCH_IMAGE_LOCATION, id, caller);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(locations.of(image));
    }

    @PostMapping("/v2/images/{id}/locations")
    ResponseEntity<Void> add(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        Image image = policy.permitted(Rule.ADD_IMAGE_LOCATION, id, caller);
        JsonNode body = StrictJson.object(request);
        if (!body.path("url").isString()) {
            throw Refusal.badRequest("'url' must be the address of the image's bytes.");
        }
        checkHash(body.path("validation_data"));
        if (image.status() != ImageStatus.QUEUED) {
            throw Refusal.conflict(
                    "A location can be added only to a queued image; this one is %s."
                            .formatted(image.status()));
        }
        throw Refusal.forbidden(
                "Images lie in this service's own store and nowhere else; import the address instead, by POST …/import with the method web-download.");
    }

    private static void checkHash(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return;
        }
        String algorithm = given.path("os_hash_algo").asString("");
        String value = given.path("os_hash_value").asString("");
        if (!given.isObject() || (!given.isEmpty() && !isHash(algorithm, value))) {
            throw Refusal.badRequest(
                    "'validation_data' must have os_hash_algo (md5, sha1, sha256 or sha512) and os_hash_value, as many hexadecimal digits as that has.");
        }
    }

    private static boolean isHash(String algorithm, String value) {
        Integer digits = HASHES.get(algorithm);
        return digits != null
                && value.length() == digits
                && value.toLowerCase(Locale.ROOT).matches("[0-9a-f]+");
    }
}
