package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.v3.Domain;
import diskmill.api.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The one domain, and that nobody has a role in it, nor in the system. */
@RestController
final class DomainsController {

    private final Access access;
    private final PublicAddress address;

    DomainsController(Access access, PublicAddress address) {
        this.access = access;
        this.address = address;
    }

    @GetMapping("/v3/domains")
    ResponseEntity<Map<String, ?>> list(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String enabled,
            Session asking,
            HttpServletRequest request) {
        access.toLook(asking);
        Documents documents = Documents.in(request, address);
        boolean meant =
                (name == null || Domain.DEFAULT.name().equals(name))
                        && (enabled == null || Changes.isTrue(enabled));
        return documents.list("domains", meant ? List.of(documents.domain()) : List.of());
    }

    /** For everybody, since everybody is in it. */
    @GetMapping("/v3/domains/{id}")
    ResponseEntity<Map<String, ?>> show(@PathVariable String id, HttpServletRequest request) {
        if (!Domain.DEFAULT.id().equals(id)) {
            throw Access.noSuch("domain");
        }
        return Documents.one(200, "domain", Documents.in(request, address).domain());
    }

    @GetMapping("/v3/auth/domains")
    ResponseEntity<Map<String, ?>> own(HttpServletRequest request) {
        return Documents.in(request, address).list("domains", List.of());
    }

    @GetMapping("/v3/auth/system")
    ResponseEntity<Map<String, ?>> system(HttpServletRequest request) {
        return Documents.in(request, address).list("system", List.of());
    }
}
