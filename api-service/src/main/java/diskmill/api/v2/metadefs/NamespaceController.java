package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Item;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.NamespaceFields;
import diskmill.api.metadefs.Namespaces;
import diskmill.api.policy.Rule;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** One namespace: shown, changed, deleted. */
@RestController
final class NamespaceController {

    static final String PATH = "/v2/metadefs/namespaces/{namespace}";

    private final NamespaceAccess access;
    private final Namespaces namespaces;
    private final Items items;
    private final MetadefSchemas schemas;

    NamespaceController(
            NamespaceAccess access, Namespaces namespaces, Items items, MetadefSchemas schemas) {
        this.access = access;
        this.namespaces = namespaces;
        this.items = items;
        this.schemas = schemas;
    }

    /** @param resourceType with whose prefix properties are named, if the namespace is for it */
    @GetMapping(PATH)
    ResponseEntity<ObjectNode> show(
            @PathVariable("namespace") String name,
            @RequestParam(name = "resource_type", required = false) @Nullable String resourceType,
            Caller caller) {
        Namespace namespace =
                access.visible(
                        name,
                        caller,
                        Rule.LIST_METADEF_RESOURCE_TYPES,
                        Rule.GET_METADEF_OBJECTS,
                        Rule.GET_METADEF_PROPERTIES,
                        Rule.GET_METADEF_TAGS);
        String prefix =
                resourceType == null
                        ? ""
                        : items.of(namespace, Kind.RESOURCE_TYPE).stream()
                                .filter(type -> type.name().equals(resourceType))
                                .map(AssociationsController::prefix)
                                .findFirst()
                                .orElse("");
        return MetadefJson.answer(200, whole(items, namespace, prefix));
    }

    /** What the body leaves out has Glance's defaults afterwards; what the namespace holds stays, whatever the body says of it. */
    @PutMapping(PATH)
    ResponseEntity<ObjectNode> change(
            @PathVariable("namespace") String name, Caller caller, HttpServletRequest request)
            throws IOException {
        Namespace namespace = access.permitted(name, caller, Rule.MODIFY_METADEF_NAMESPACE);
        ObjectNode body =
                schemas.checked(MetadefSchemas.Body.NAMESPACE, StrictJson.object(request));
        NamespaceFields fields = NamespaceFields.of(body, caller.project());
        access.checkOwner(fields.owner(), caller);
        Names.check("namespace", fields.name());
        return MetadefJson.answer(
                200,
                switch (namespaces.update(namespace, fields)) {
                    case Namespaces.Change.Changed(Namespace changed) ->
                            MetadefJson.namespace(changed);
                    case Namespaces.Change.Gone _ -> throw NamespaceAccess.notFound(name);
                    case Namespaces.Change.NameTaken _ ->
                            throw NamespacesController.taken(fields.name());
                });
    }

    @DeleteMapping(PATH)
    ResponseEntity<Void> delete(@PathVariable("namespace") String name, Caller caller) {
        Namespace namespace = access.deletable(name, caller, Rule.DELETE_METADEF_NAMESPACE);
        if (!namespaces.delete(namespace)) {
            throw NamespaceAccess.notFound(name);
        }
        return ResponseEntity.noContent().build();
    }

    static ObjectNode whole(Items items, Namespace namespace, String prefix) {
        Map<Kind, List<Item>> held = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            held.put(kind, items.of(namespace, kind));
        }
        return MetadefJson.namespace(namespace, held, prefix);
    }
}
