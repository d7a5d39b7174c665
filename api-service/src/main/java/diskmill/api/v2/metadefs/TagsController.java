package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Item;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.NewItem;
import diskmill.api.metadefs.Paging;
import diskmill.api.policy.Rule;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A namespace's tags. */
@RestController
final class TagsController {

    private static final String ALL = NamespaceController.PATH + "/tags";
    private static final String ONE = ALL + "/{tag}";

    /** As {@code oslo_utils.strutils.bool_from_string} has it. */
    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");

    private final NamespaceAccess access;
    private final Items items;
    private final ItemRequests requests;
    private final MetadefSchemas schemas;

    TagsController(
            NamespaceAccess access, Items items, ItemRequests requests, MetadefSchemas schemas) {
        this.access = access;
        this.items = items;
        this.requests = requests;
        this.schemas = schemas;
    }

    @GetMapping(ALL)
    ResponseEntity<ObjectNode> list(
            @PathVariable("namespace") String name, Caller caller, HttpServletRequest request) {
        Namespace namespace = access.permitted(name, caller, Rule.GET_METADEF_TAGS);
        Paging paging =
                new ListParameters(request.getParameterMap())
                        .paging(ListParameters.ITEM_KEYS, Integer.MAX_VALUE);
        if (paging.marker() != null) {
            requests.find(namespace, Kind.TAG, paging.marker());
        }
        return MetadefJson.answer(200, tags(items.page(namespace, Kind.TAG, paging)));
    }

    /** @param append whether the tags that are there stay; else those of the body replace them */
    @PostMapping(ALL)
    ResponseEntity<ObjectNode> createAll(
            @PathVariable("namespace") String name,
            @RequestHeader(name = "X-Openstack-Append", required = false) @Nullable String append,
            Caller caller,
            HttpServletRequest request)
            throws IOException {
        Namespace namespace = access.permitted(name, caller, Rule.ADD_METADEF_TAGS);
        ObjectNode body = schemas.checked(MetadefSchemas.Body.TAG_LIST, StrictJson.object(request));
        List<NewItem> added = new ArrayList<>();
        for (JsonNode tag : body.path("tags")) {
            added.add(NewItem.of((ObjectNode) tag));
        }
        boolean appended = append != null && TRUE.contains(append.strip().toLowerCase(Locale.ROOT));
        return MetadefJson.answer(
                201, tags(requests.addAll(namespace, Kind.TAG, added, appended, caller)));
    }

    @DeleteMapping(ALL)
    ResponseEntity<Void> deleteAll(@PathVariable("namespace") String name, Caller caller) {
        items.deleteAll(
                access.deletable(
                        name, caller, Rule.DELETE_METADEF_NAMESPACE, Rule.DELETE_METADEF_TAGS),
                Kind.TAG);
        return ResponseEntity.noContent().build();
    }

    @GetMapping(ONE)
    ResponseEntity<ObjectNode> show(
            @PathVariable("namespace") String name,
            @PathVariable("tag") String tag,
            Caller caller) {
        Namespace namespace = access.permitted(name, caller, Rule.GET_METADEF_TAG);
        return MetadefJson.answer(200, MetadefJson.tag(requests.find(namespace, Kind.TAG, tag)));
    }

    @PostMapping(ONE)
    ResponseEntity<ObjectNode> create(
            @PathVariable("namespace") String name,
            @PathVariable("tag") String tag,
            Caller caller) {
        Namespace namespace = access.permitted(name, caller, Rule.ADD_METADEF_TAG);
        NewItem added = new NewItem(tag, MetadefJson.empty());
        return MetadefJson.answer(
                201, MetadefJson.tag(requests.add(namespace, Kind.TAG, added, caller)));
    }

    @PutMapping(ONE)
    ResponseEntity<ObjectNode> change(
            @PathVariable("namespace") String name,
            @PathVariable("tag") String tag,
            Caller caller,
            HttpServletRequest request)
            throws IOException {
        Namespace namespace = access.permitted(name, caller, Rule.MODIFY_METADEF_TAG);
        NewItem changed = requests.read(MetadefSchemas.Body.TAG, request);
        return MetadefJson.answer(
                200, MetadefJson.tag(requests.change(namespace, Kind.TAG, tag, changed)));
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> delete(
            @PathVariable("namespace") String name,
            @PathVariable("tag") String tag,
            Caller caller) {
        requests.delete(access.deletable(name, caller, Rule.DELETE_METADEF_TAG), Kind.TAG, tag);
        return ResponseEntity.noContent().build();
    }

    private static ObjectNode tags(List<Item> tags) {
        ObjectNode json = MetadefJson.empty();
        json.set("tags", MetadefJson.tags(tags));
        return json;
    }
}
