package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.NewItem;
import diskmill.api.metadefs.Paging;
import diskmill.api.policy.Rule;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A namespace's objects, each of which is some properties that belong together. */
@RestController
final class ObjectsController {

    private static final String ALL = NamespaceController.PATH + "/objects";
    private static final String ONE = ALL + "/{object}";

    private final NamespaceAccess access;
    private final Items items;
    private final ItemRequests requests;

    ObjectsController(NamespaceAccess access, Items items, ItemRequests requests) {
        this.access = access;
        this.items = items;
        this.requests = requests;
    }

    @GetMapping(ALL)
    ResponseEntity<ObjectNode> list(
            @PathVariable("namespace") String name, Caller caller, HttpServletRequest request) {
        Namespace namespace = access.permitted(name, caller, Rule.GET_METADEF_OBJECTS);
        Paging paging =
                new ListParameters(request.getParameterMap())
                        .paging(ListParameters.ITEM_KEYS, Integer.MAX_VALUE);
        if (paging.marker() != null) {
            requests.find(namespace, Kind.OBJECT, paging.marker());
        }
        ObjectNode json = MetadefJson.empty();
        ArrayNode array = json.putArray("objects");
        if (access.allows(Rule.GET_METADEF_OBJECT, namespace, caller)) {
            items.page(namespace, Kind.OBJECT, paging)
                    .forEach(object -> array.add(MetadefJson.object(namespace, object, "")));
        }
        return MetadefJson.answer(200, json.put("schema", "/v2/schemas/metadefs/objects"));
    }

    @PostMapping(ALL)
    ResponseEntity<ObjectNode> create(
            @PathVariable("namespace") String name, Caller caller, HttpServletRequest request)
            throws IOException {
        Namespace namespace = access.permitted(name, caller, Rule.ADD_METADEF_OBJECT);
        NewItem object = requests.read(MetadefSchemas.Body.OBJECT, request);
        return MetadefJson.answer(
                201,
                MetadefJson.object(
                        namespace, requests.add(namespace, Kind.OBJECT, object, caller), ""));
    }

    @DeleteMapping(ALL)
    ResponseEntity<Void> deleteAll(@PathVariable("namespace") String name, Caller caller) {
        items.deleteAll(access.deletable(name, caller, Rule.DELETE_METADEF_NAMESPACE), Kind.OBJECT);
        return ResponseEntity.noContent().build();
    }

    @GetMapping(ONE)
    ResponseEntity<ObjectNode> show(
            @PathVariable("namespace") String name,
            @PathVariable("object") String object,
            Caller caller) {
        Namespace namespace = access.permitted(name, caller, Rule.GET_METADEF_OBJECT);
        return MetadefJson.answer(
                200,
                MetadefJson.object(namespace, requests.find(namespace, Kind.OBJECT, object), ""));
    }

    @PutMapping(ONE)
    ResponseEntity<ObjectNode> change(
            @PathVariable("namespace") String name,
            @PathVariable("object") String object,
            Caller caller,
            HttpServletRequest request)
            throws IOException {
        Namespace namespace = access.permitted(name, caller, Rule.MODIFY_METADEF_OBJECT);
        NewItem changed = requests.read(MetadefSchemas.Body.OBJECT, request);
        return MetadefJson.answer(
                200,
                MetadefJson.object(
                        namespace, requests.change(namespace, Kind.OBJECT, object, changed), ""));
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> delete(
            @PathVariable("namespace") String name,
            @PathVariable("object") String object,
            Caller caller) {
        requests.delete(
                access.deletable(name, caller, Rule.DELETE_METADEF_OBJECT), Kind.OBJECT, object);
        return ResponseEntity.noContent().build();
    }
}
