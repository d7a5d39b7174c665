package diskmill.api.v2.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.v2.imports.ImportMethods;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which ways in there are. There is no {@code /v2/info/stores}: its 404 tells clients that there is one store. */
@RestController
final class InfoController {

    record Methods(String description, String type, List<String> value) {}

    record Imports(@JsonProperty("import-methods") Methods importMethods) {}

    @GetMapping("/v2/info/import")
    ResponseEntity<Imports> imports() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        new Imports(
                                new Methods(
                                        "Import methods available.",
                                        "array",
                                        ImportMethods.ENABLED)));
    }
}
