package diskmill.api.identity.v3.manage;

import diskmill.api.identity.Session;
import diskmill.api.identity.v3.Catalog;
import diskmill.api.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalog in pieces, for reading. */
@RestController
final class CatalogController {

    private final Access access;
    private final PublicAddress address;

    CatalogController(Access access, PublicAddress address) {
        this.access = access;
        this.address = address;
    }

    @GetMapping("/v3/services")
    ResponseEntity<Map<String, ?>> services(
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String name,
            Session asking,
            HttpServletRequest request) {
        access.toLook(asking);
        Documents documents = Documents.in(request, address);
        return documents.list(
                "services",
                all(request)
                        .filter(service -> type == null || type.equals(service.type()))
                        .filter(service -> name == null || name.equals(service.name()))
                        .map(service -> document(service, documents))
                        .toList());
    }

    @GetMapping("/v3/services/{id}")
    ResponseEntity<Map<String, ?>> service(
            @PathVariable String id, Session asking, HttpServletRequest request) {
        access.toLook(asking);
        Documents documents = Documents.in(request, address);
        return all(request)
                .filter(service -> service.id().equals(id))
                .findFirst()
                .map(service -> Documents.one(200, "service", document(service, documents)))
                .orElseThrow(() -> Access.noSuch("service"));
    }

    @GetMapping("/v3/endpoints")
    ResponseEntity<Map<String, ?>> endpoints(
            @RequestParam(name = "service_id", required = false) @Nullable String service,
            @RequestParam(name = "interface", required = false) @Nullable String reach,
            @RequestParam(name = "region_id", required = false) @Nullable String region,
            Session asking,
            HttpServletRequest request) {
        access.toLook(asking);
        Documents documents = Documents.in(request, address);
        return documents.list(
                "endpoints",
                all(request)
                        .filter(each -> service == null || service.equals(each.id()))
                        .flatMap(each ->
                                each.endpoints().stream()
                                        .filter(at -> reach == null || reach.equals(at.reach()))
                                        .filter(at ->
                                                region == null || region.equals(at.regionId()))
                                        .map(at -> document(each, at, documents)))
                        .toList());
    }

    @GetMapping("/v3/endpoints/{id}")
    ResponseEntity<Map<String, ?>> endpoint(
            @PathVariable String id, Session asking, HttpServletRequest request) {
        access.toLook(asking);
        Documents documents = Documents.in(request, address);
        return all(request)
                .flatMap(each ->
                        each.endpoints().stream()
                                .filter(at -> at.id().equals(id))
                                .map(at -> document(each, at, documents)))
                .findFirst()
                .map(document -> Documents.one(200, "endpoint", document))
                .orElseThrow(() -> Access.noSuch("endpoint"));
    }

    @GetMapping("/v3/regions")
    ResponseEntity<Map<String, ?>> regions(HttpServletRequest request) {
        Documents documents = Documents.in(request, address);
        return documents.list("regions", List.of(region(documents)));
    }

    @GetMapping("/v3/regions/{id}")
    ResponseEntity<Map<String, ?>> region(@PathVariable String id, HttpServletRequest request) {
        if (!Catalog.REGION.equals(id)) {
            throw Access.noSuch("region");
        }
        return Documents.one(200, "region", region(Documents.in(request, address)));
    }

    private Stream<Catalog.Service> all(HttpServletRequest request) {
        return Catalog.of(address.of(request)).stream();
    }

    private static Map<String, @Nullable Object> document(
            Catalog.Service service, Documents documents) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", service.id());
        document.put("type", service.type());
        document.put("name", service.name());
        document.put("description", "");
        document.put("enabled", true);
        return documents.withLinks(document, "services/" + service.id());
    }

    private static Map<String, @Nullable Object> document(
            Catalog.Service service, Catalog.Endpoint at, Documents documents) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", at.id());
        document.put("interface", at.reach());
        document.put("url", at.url());
        document.put("region", at.region());
        document.put("region_id", at.regionId());
        document.put("service_id", service.id());
        document.put("enabled", true);
        return documents.withLinks(document, "endpoints/" + at.id());
    }

    private static Map<String, @Nullable Object> region(Documents documents) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("id", Catalog.REGION);
        document.put("description", "");
        document.put("parent_region_id", null);
        return documents.withLinks(document, "regions/" + Catalog.REGION);
    }
}
