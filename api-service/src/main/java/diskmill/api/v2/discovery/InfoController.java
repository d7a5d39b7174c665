package diskmill.api.v2.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Which ways in there are, and that there is one store: a 404 in place of a list tells clients so. */
@RestController
final class InfoController {

    record Methods(String description, String type, List<String> value) {}

    record Imports(@JsonProperty("import-methods") Methods importMethods) {}

    private final ImagePolicy policy;
    private final Imports imports;

    /** @param methods names of those that are enabled */
    InfoController(ImagePolicy policy, List<String> methods) {
        this.policy = policy;
        this.imports = new Imports(new Methods("Import methods available.", "array", methods));
    }

    @GetMapping("/v2/info/import")
    ResponseEntity<Imports> imports() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(imports);
    }

    @GetMapping("/v2/info/stores")
    ResponseEntity<Void> stores() {
        return oneStore();
    }

    @GetMapping("/v2/info/stores/detail")
    ResponseEntity<Void> storesInDetail(Caller caller) {
        policy.check(Rule.STORES_INFO_DETAIL, caller);
        return oneStore();
    }

    /** Takes an image out of one of several stores, where there are several. */
    @DeleteMapping("/v2/stores/{store}/{id}")
    ResponseEntity<Void> deleteFromStore(
            @PathVariable String store, @PathVariable String id, Caller caller) {
        policy.visible(id, caller);
        return oneStore();
    }

    private static ResponseEntity<Void> oneStore() {
        throw Refusal.notFound(
                "Multi backend is not supported at this site: there is one store, without a name.");
    }
}
