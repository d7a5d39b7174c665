package diskmill.api.v2.schemas;

import diskmill.api.properties.PropertyRules;
import diskmill.api.web.Refusal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** JSON schemas, which Glance's own client loads before it shows, changes or makes an image, a member or a task. */
@RestController
final class SchemasController {

    private final Map<String, JsonNode> schemas = new TreeMap<>();

    SchemasController(PropertyRules rules) {
        Schema image = Schema.load("image").with(rules);
        Schema member = Schema.load("member");
        Schema task = Schema.load("task");
        schemas.put("image", image.json());
        schemas.put("images", image.list("images"));
        schemas.put("member", member.json());
        schemas.put("members", member.list("members"));
        schemas.put("task", task.json());
        // a list shows less of each
        schemas.put("tasks", task.without("input", "result", "message").list("tasks"));
    }

    @GetMapping("/v2/schemas/{name}")
    ResponseEntity<JsonNode> show(@PathVariable String name) {
        JsonNode schema = schemas.get(name);
        if (schema == null) {
            throw Refusal.notFound(
                    "There is no schema of that name; there are %s."
                            .formatted(String.join(", ", schemas.keySet())));
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(schema);
    }
}
