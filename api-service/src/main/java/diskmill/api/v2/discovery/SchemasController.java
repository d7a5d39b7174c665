package diskmill.api.v2.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON schemas, which Glance's own client loads before it shows, changes or makes an image. */
@RestController
final class SchemasController {

    private final JsonNode image = load("image.json");

    @GetMapping("/v2/schemas/image")
    ResponseEntity<JsonNode> image() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(image);
    }

    @GetMapping("/v2/schemas/images")
    ResponseEntity<Map<String, Object>> images() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        Map.of(
                                "name",
                                "images",
                                "properties",
                                Map.of(
                                        "images",
                                        Map.of("type", "array", "items", image),
                                        "schema",
                                        Map.of("type", "string"),
                                        "first",
                                        Map.of("type", "string"),
                                        "next",
                                        Map.of("type", "string")),
                                "links",
                                List.of(
                                        link("first", "{first}"),
                                        link("next", "{next}"),
                                        link("describedby", "{schema}"))));
    }

    private static Map<String, String> link(String rel, String href) {
        return Map.of("rel", rel, "href", href);
    }

    private static JsonNode load(String name) {
        try (InputStream file = SchemasController.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new JsonMapper().readTree(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
