package diskmill.api.v2.metadefs;

import diskmill.api.identity.Caller;
import diskmill.api.metadefs.Definitions;
import diskmill.api.metadefs.Item;
import diskmill.api.metadefs.Items;
import diskmill.api.metadefs.Kind;
import diskmill.api.metadefs.Namespace;
import diskmill.api.metadefs.NewItem;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.api.web.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** What is done alike with all that a namespace holds, with the refusals that it may meet. The caller has asked the policy. */
final class ItemRequests {

    private final NamespaceAccess access;
    private final Items items;
    private final Definitions definitions;
    private final MetadefSchemas schemas;

    ItemRequests(
            NamespaceAccess access, Items items, Definitions definitions, MetadefSchemas schemas) {
        this.access = access;
        this.items = items;
        this.definitions = definitions;
        this.schemas = schemas;
    }

    /** @throws Refusal 400 or 403 if the body cannot be one */
    NewItem read(MetadefSchemas.Body kind, HttpServletRequest request) throws IOException {
        return NewItem.of(schemas.checked(kind, StrictJson.object(request)));
    }

    /** @throws Refusal 404 */
    Item find(Namespace namespace, Kind kind, String name) {
        if (!Text.isStorable(name)) {
            throw notFound(kind, namespace);
        }
        return items.find(namespace, kind, name).orElseThrow(() -> notFound(kind, namespace));
    }

    /** @throws Refusal 400 for the name; 404 if the namespace went meanwhile; 409 if the name is taken */
    Item add(Namespace namespace, Kind kind, NewItem item, Caller caller) {
        Names.check(kind, List.of(item));
        return definitions
                .add(namespace, kind, List.of(item))
                .map(List::getFirst)
                .orElseThrow(() -> taken(namespace, kind, caller));
    }

    /**
     * @param append whether those that are there stay
     * @throws Refusal as above
     */
    List<Item> addAll(
            Namespace namespace, Kind kind, List<NewItem> added, boolean append, Caller caller) {
        Names.check(kind, added);
        return (append || added.isEmpty()
                        // as in Glance, an empty list replaces nothing
                        ? definitions.add(namespace, kind, added)
                        : definitions.replace(namespace, kind, added))
                .orElseThrow(() -> taken(namespace, kind, caller));
    }

    /** @throws Refusal 400 for the new name; 404; 409 if the new name is taken */
    Item change(Namespace namespace, Kind kind, String name, NewItem item) {
        Names.check(kind, List.of(item));
        find(namespace, kind, name);
        return switch (items.update(namespace, kind, name, item)) {
            case Items.Change.Changed(Item changed) -> changed;
            case Items.Change.Gone _ -> throw notFound(kind, namespace);
            case Items.Change.NameTaken _ -> throw taken(namespace, kind);
        };
    }

    /** @throws Refusal 404 */
    void delete(Namespace namespace, Kind kind, String name) {
        if (!Text.isStorable(name) || !items.delete(namespace, kind, name)) {
            throw notFound(kind, namespace);
        }
    }

    static Refusal notFound(Kind kind, Namespace namespace) {
        return Refusal.notFound(
                "There is no %s of this name in namespace %s."
                        .formatted(kind.word(), namespace.name()));
    }

    private Refusal taken(Namespace namespace, Kind kind, Caller caller) {
        // nothing was added either where the namespace went meanwhile
        access.visible(namespace.name(), caller);
        return taken(namespace, kind);
    }

    private static Refusal taken(Namespace namespace, Kind kind) {
        return Refusal.conflict(
                "A %s of this name is in namespace %s already, or comes twice."
                        .formatted(kind.word(), namespace.name()));
    }
}
