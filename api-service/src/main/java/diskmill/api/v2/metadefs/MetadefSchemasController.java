package diskmill.api.v2.metadefs;

import diskmill.api.web.Refusal;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the catalog, by which clients make their bodies. */
@RestController
final class MetadefSchemasController {

    private final MetadefSchemas schemas;

    MetadefSchemasController(MetadefSchemas schemas) {
        this.schemas = schemas;
    }

    @GetMapping("/v2/schemas/metadefs/{name}")
    ResponseEntity<ObjectNode> schema(@PathVariable("name") String name) {
        return MetadefJson.answer(
                200,
                schemas.document(name)
                        .orElseThrow(() ->
                                Refusal.notFound(
                                        "There is no such schema; there are namespace, object, property, tag, resource_type, and their plurals.")));
    }
}
