package diskmill.api.metadefs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/** Adds to the catalog, each time all or nothing. Threads may share it. */
public final class Definitions {

    /** What became of a definition. */
    public sealed interface Insertion {

        record Inserted(Namespace namespace) implements Insertion {}

        /** There is a namespace of this name. */
        record NameTaken() implements Insertion {}

        /** Two items of this kind have the same name. */
        record Twice(Kind kind) implements Insertion {}
    }

    private final TransactionOperations transaction;
    private final Namespaces namespaces;
    private final Items items;
    private final ResourceTypes resourceTypes;

    Definitions(
            TransactionOperations transaction,
            Namespaces namespaces,
            Items items,
            ResourceTypes resourceTypes) {
        this.transaction = transaction;
        this.namespaces = namespaces;
        this.items = items;
        this.resourceTypes = resourceTypes;
    }

    public Insertion insert(Definition definition) {
        return transaction.execute(status -> insert(definition, status));
    }

    private Insertion insert(Definition definition, TransactionStatus status) {
        Optional<Namespace> namespace = namespaces.insert(definition.namespace());
        if (namespace.isEmpty()) {
            return new Insertion.NameTaken();
        }
        for (Map.Entry<Kind, List<NewItem>> kind : definition.items().entrySet()) {
            if (add(namespace.get(), kind.getKey(), kind.getValue(), status).isEmpty()) {
                return new Insertion.Twice(kind.getKey());
            }
        }
        return new Insertion.Inserted(namespace.get());
    }

    /** Empty, and nothing added, if a name is taken, or twice among these, or the namespace is gone. */
    public Optional<List<Item>> add(Namespace namespace, Kind kind, List<NewItem> added) {
        return transaction.execute(status -> add(namespace, kind, added, status));
    }

    /** The same; what was there of the kind goes. */
    public Optional<List<Item>> replace(Namespace namespace, Kind kind, List<NewItem> added) {
        return transaction.execute(status -> {
            items.deleteAll(namespace, kind);
            return add(namespace, kind, added, status);
        });
    }

    private Optional<List<Item>> add(
            Namespace namespace, Kind kind, List<NewItem> added, TransactionStatus status) {
        if (added.isEmpty()) {
            return Optional.of(List.of());
        }
        if (kind == Kind.RESOURCE_TYPE) {
            resourceTypes.add(added.stream().map(NewItem::name).toList());
        }
        List<Item> inserted = items.insert(namespace, kind, added);
        if (inserted.size() < added.size()) {
            status.setRollbackOnly();
            return Optional.empty();
        }
        return Optional.of(inserted);
    }
}
