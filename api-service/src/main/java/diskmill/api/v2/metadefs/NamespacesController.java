package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Definition;
import diskmill.api.metadefs.Definitions;
import diskmill.api.metadefs.Definitions.Insertion;
import diskmill.api.metadefs.Item;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.Namespace.Visibility;
import diskmill.api.metadefs.NamespaceQuery;
import diskmill.api.metadefs.Namespaces;
import diskmill.api.metadefs.Paging;
import diskmill.api.policy.Rule;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All namespaces: the list of them, and new ones with all that they hold. */
@RestController
final class NamespacesController {

    private static final String PATH = "/v2/metadefs/namespaces";

    /** Glance's {@code limit_param_default}. */
    private static final int DEFAULT_LIMIT = 25;

    private final NamespaceAccess access;
    private final Namespaces namespaces;
    private final Items items;
    private final Definitions definitions;
    private final MetadefSchemas schemas;
    private final PublicAddress address;

    NamespacesController(
            NamespaceAccess access,
            Namespaces namespaces,
            Items items,
            Definitions definitions,
            MetadefSchemas schemas,
            PublicAddress address) {
        this.access = access;
        this.namespaces = namespaces;
        this.items = items;
        this.definitions = definitions;
        this.schemas = schemas;
        this.address = address;
    }

    @GetMapping(PATH)
    ResponseEntity<ObjectNode> list(Caller caller, HttpServletRequest request) {
        access.check(caller, Rule.GET_METADEF_NAMESPACES, Rule.LIST_METADEF_RESOURCE_TYPES);
        ListParameters parameters = new ListParameters(request.getParameterMap());
        Paging paging = parameters.paging(ListParameters.NAMESPACE_KEYS, DEFAULT_LIMIT);
        if (paging.marker() != null) {
            access.visible(paging.marker(), caller);
        }
        String types = parameters.get("resource_types");
        Namespaces.Page page =
                namespaces.page(
                        new NamespaceQuery(
                                access.isAdmin(caller) ? null : caller.project(),
                                visibility(parameters.get("visibility")),
                                types == null ? null : List.of(types.split(",", -1)),
                                paging));
        Map<Long, List<Item>> associations = items.of(page.found(), Kind.RESOURCE_TYPE);
        ObjectNode json = MetadefJson.empty();
        ArrayNode array = json.putArray("namespaces");
        for (Namespace namespace : page.found()) {
            if (access.sees(namespace, caller)) {
                array.add(
                        MetadefJson.namespace(
                                namespace,
                                Map.of(
                                        Kind.RESOURCE_TYPE,
                                        associations.getOrDefault(namespace.id(), List.of())),
                                ""));
            }
        }
        json.put("first", parameters.link(PATH, null));
        if (page.more() && !page.found().isEmpty()) {
            json.put("next", parameters.link(PATH, page.found().getLast().name()));
        }
        return MetadefJson.answer(200, json.put("schema", "/v2/schemas/metadefs/namespaces"));
    }

    @PostMapping(PATH)
    ResponseEntity<ObjectNode> create(Caller caller, HttpServletRequest request)
            throws IOException {
        access.check(caller, Rule.ADD_METADEF_NAMESPACE);
        ObjectNode body =
                schemas.checked(MetadefSchemas.Body.NAMESPACE, StrictJson.object(request));
        Definition definition = Definition.of(body, caller.project());
        definition
                .items()
                .forEach((kind, added) -> {
                    if (!added.isEmpty()) {
                        access.check(caller, ruleToAdd(kind));
                    }
                });
        access.checkOwner(definition.namespace().owner(), caller);
        Names.check(definition);
        return switch (definitions.insert(definition)) {
            case Insertion.Inserted(Namespace namespace) ->
                    ResponseEntity.status(201)
                            .header("Location", address.of(request) + MetadefJson.path(namespace))
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(NamespaceController.whole(items, namespace, ""));
            case Insertion.NameTaken _ -> throw taken(definition.namespace().name());
            case Insertion.Twice(Kind kind) ->
                    throw Refusal.conflict(
                            "The namespace has two %ss of the same name.".formatted(kind.word()));
        };
    }

    static Refusal taken(String name) {
        return Refusal.conflict(
                "There is a namespace %s already; choose another name, or change that one."
                        .formatted(name));
    }

    private static Rule ruleToAdd(Kind kind) {
        return switch (kind) {
            case OBJECT -> Rule.ADD_METADEF_OBJECT;
            case PROPERTY -> Rule.ADD_METADEF_PROPERTY;
            case TAG -> Rule.ADD_METADEF_TAG;
            case RESOURCE_TYPE -> Rule.ADD_METADEF_RESOURCE_TYPE_ASSOCIATION;
        };
    }

    private static @Nullable Visibility visibility(@Nullable String word) {
        try {
            return word == null ? null : Visibility.parse(word);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.badRequest("'visibility' must be public or private.");
        }
    }
}
