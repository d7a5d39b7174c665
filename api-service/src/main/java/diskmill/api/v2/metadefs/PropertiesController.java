package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.NewItem;
import diskmill.api.policy.Rule;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** A namespace's properties that belong to no object. */
@RestController
final class PropertiesController {

    private static final String ALL = NamespaceController.PATH + "/properties";
    private static final String ONE = ALL + "/{property}";

    private final NamespaceAccess access;
    private final Items items;
    private final ItemRequests requests;

    PropertiesController(NamespaceAccess access, Items items, ItemRequests requests) {
        this.access = access;
        this.items = items;
        this.requests = requests;
    }

    @GetMapping(ALL)
    ResponseEntity<ObjectNode> list(@PathVariable("namespace") String name, Caller caller) {
        Namespace namespace = access.permitted(name, caller, Rule.GET_METADEF_PROPERTIES);
        ObjectNode json = MetadefJson.empty();
        json.set(
                "properties",
                MetadefJson.properties(
                        access.allows(Rule.GET_METADEF_PROPERTY, namespace, caller)
                                ? items.of(namespace, Kind.PROPERTY)
                                : List.of(),
                        ""));
        return MetadefJson.answer(200, json);
    }

    @PostMapping(ALL)
    ResponseEntity<ObjectNode> create(
            @PathVariable("namespace") String name, Caller caller, HttpServletRequest request)
            throws IOException {
        Namespace namespace = access.permitted(name, caller, Rule.ADD_METADEF_PROPERTY);
        NewItem property = requests.read(MetadefSchemas.Body.PROPERTY, request);
        return MetadefJson.answer(
                201,
                MetadefJson.property(requests.add(namespace, Kind.PROPERTY, property, caller)));
    }

    @DeleteMapping(ALL)
    ResponseEntity<Void> deleteAll(@PathVariable("namespace") String name, Caller caller) {
        items.deleteAll(
                access.deletable(name, caller, Rule.DELETE_METADEF_NAMESPACE), Kind.PROPERTY);
        return ResponseEntity.noContent().build();
    }

    /** @param resourceType with whose prefix the property is asked for; the answer has its name without */
    @GetMapping(ONE)
    ResponseEntity<ObjectNode> show(
            @PathVariable("namespace") String name,
            @PathVariable("property") String property,
            @RequestParam(name = "resource_type", required = false) @Nullable String resourceType,
            Caller caller) {
        Namespace namespace = access.permitted(name, caller, Rule.GET_METADEF_PROPERTY);
        String own = property;
        if (resourceType != null) {
            access.permitted(name, caller, Rule.GET_METADEF_RESOURCE_TYPE);
            String prefix =
                    AssociationsController.prefix(
                            requests.find(namespace, Kind.RESOURCE_TYPE, resourceType));
            if (!property.startsWith(prefix)) {
                throw ItemRequests.notFound(Kind.PROPERTY, namespace);
            }
            own = property.substring(prefix.length());
        }
        return MetadefJson.answer(
                200, MetadefJson.property(requests.find(namespace, Kind.PROPERTY, own)));
    }

    @PutMapping(ONE)
    ResponseEntity<ObjectNode> change(
            @PathVariable("namespace") String name,
            @PathVariable("property") String property,
            Caller caller,
            HttpServletRequest request)
            throws IOException {
        Namespace namespace = access.permitted(name, caller, Rule.MODIFY_METADEF_PROPERTY);
        NewItem changed = requests.read(MetadefSchemas.Body.PROPERTY, request);
        return MetadefJson.answer(
                200,
                MetadefJson.property(requests.change(namespace, Kind.PROPERTY, property, changed)));
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> delete(
            @PathVariable("namespace") String name,
            @PathVariable("property") String property,
            Caller caller) {
        requests.delete(
                access.deletable(name, caller, Rule.REMOVE_METADEF_PROPERTY),
                Kind.PROPERTY,
                property);
        return ResponseEntity.noContent().build();
    }
}
