package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Item;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.NewItem;
import diskmill.api.metadefs.ResourceTypes;
import diskmill.api.policy.Rule;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The types of resources, and which of them a namespace is for. */
@RestController
final class AssociationsController {

    private static final String ALL = NamespaceController.PATH + "/resource_types";

    private final NamespaceAccess access;
    private final Items items;
    private final ItemRequests requests;
    private final ResourceTypes resourceTypes;

    AssociationsController(
            NamespaceAccess access,
            Items items,
            ItemRequests requests,
            ResourceTypes resourceTypes) {
        this.access = access;
        this.items = items;
        this.requests = requests;
        this.resourceTypes = resourceTypes;
    }

    @GetMapping("/v2/metadefs/resource_types")
    ResponseEntity<ObjectNode> types(Caller caller) {
        access.check(caller, Rule.LIST_METADEF_RESOURCE_TYPES);
        ObjectNode json = MetadefJson.empty();
        ArrayNode array = json.putArray("resource_types");
        resourceTypes.list().forEach(type -> array.add(MetadefJson.resourceType(type)));
        return MetadefJson.answer(200, json);
    }

    @GetMapping(ALL)
    ResponseEntity<ObjectNode> list(@PathVariable("namespace") String name, Caller caller) {
        Namespace namespace = access.permitted(name, caller, Rule.LIST_METADEF_RESOURCE_TYPES);
        ObjectNode json = MetadefJson.empty();
        json.set(
                "resource_type_associations",
                MetadefJson.associations(
                        access.allows(Rule.GET_METADEF_RESOURCE_TYPE, namespace, caller)
                                ? items.of(namespace, Kind.RESOURCE_TYPE)
                                : List.of()));
        return MetadefJson.answer(200, json);
    }

    /** A type that is new is one from now on. */
    @PostMapping(ALL)
    ResponseEntity<ObjectNode> create(
            @PathVariable("namespace") String name, Caller caller, HttpServletRequest request)
            throws IOException {
        Namespace namespace =
                access.permitted(name, caller, Rule.ADD_METADEF_RESOURCE_TYPE_ASSOCIATION);
        NewItem type = requests.read(MetadefSchemas.Body.RESOURCE_TYPE, request);
        return MetadefJson.answer(
                201,
                MetadefJson.association(requests.add(namespace, Kind.RESOURCE_TYPE, type, caller)));
    }

    @DeleteMapping(ALL + "/{type}")
    ResponseEntity<Void> delete(
            @PathVariable("namespace") String name,
            @PathVariable("type") String type,
            Caller caller) {
        requests.delete(
                access.deletable(name, caller, Rule.REMOVE_METADEF_RESOURCE_TYPE_ASSOCIATION),
                Kind.RESOURCE_TYPE,
                type);
        return ResponseEntity.noContent().build();
    }

    /** What stands before a property's name on a resource of the type; empty for nothing. */
    static String prefix(Item association) {
        return association.content().path("prefix").asString("");
    }
}
