package diskmill.api.metadefs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rows of what namespaces hold. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Items {

    /** What became of a change. */
    public sealed interface Change {

        record Changed(Item item) implements Change {}

        /** There is no such item. */
        record Gone() implements Change {}

        /** Another item of the kind has the new name. */
        record NameTaken() implements Change {}
    }

    private record Owned(long namespace, Item item) {}

    private final JdbcClient database;
    private final JsonMapper json;

    Items(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    public Optional<Item> find(Namespace namespace, Kind kind, String name) {
        return of(
                        "select * from metadef_items where namespace_id = :namespace and kind = :kind and name = :name",
                        namespace,
                        kind)
                .param("name", name)
                .query((row, _) -> item(row))
                .optional();
    }

    /** All, in the order in which they came. */
    public List<Item> of(Namespace namespace, Kind kind) {
        return of(
                        "select * from metadef_items where namespace_id = :namespace and kind = :kind order by id",
                        namespace,
                        kind)
                .query((row, _) -> item(row))
                .list();
    }

    /** The same of several namespaces, by their ids; those that have none are missing. */
    public Map<Long, List<Item>> of(Collection<Namespace> namespaces, Kind kind) {
        return database
                .sql(
                        "select * from metadef_items where namespace_id = any(:namespaces) and kind = :kind order by id")
                .param("namespaces", namespaces.stream().map(Namespace::id).toArray(Long[]::new))
                .param("kind", kind.toString())
                .query((row, _) -> new Owned(row.getLong("namespace_id"), item(row)))
                .list()
                .stream()
                .collect(groupingBy(Owned::namespace, mapping(Owned::item, toList())));
    }

    public List<Item> page(Namespace namespace, Kind kind, Paging paging) {
        String mine = "namespace_id = :namespace and kind = :kind";
        JdbcClient.StatementSpec sql =
                of(
                                "select * from metadef_items where "
                                        + mine
                                        + paging.afterMarker("metadef_items", mine)
                                        + paging.orderAndLimit(),
                                namespace,
                                kind)
                        .param("limit", paging.limit());
        return (paging.marker() == null ? sql : sql.param("marker", paging.marker()))
                .query((row, _) -> item(row))
                .list();
    }

    /** Those that were added: fewer than given where a name is taken, or twice among them, or the namespace is gone. */
    List<Item> insert(Namespace namespace, Kind kind, List<NewItem> items) {
        return of(
                        """
                        insert into metadef_items (namespace_id, kind, name, content, created_at, updated_at)
                        select n.id, :kind, i.name, cast(i.content as json), clock_timestamp(), clock_timestamp()
                        from (select id from metadef_namespaces where id = :namespace for key share) n,
                            unnest(cast(:names as text[]), cast(:contents as text[])) with ordinality as i (name, content, place)
                        order by i.place
                        on conflict (namespace_id, kind, name) do nothing
                        returning *
                        """,
                        namespace,
                        kind)
                .param("names", items.stream().map(NewItem::name).toArray(String[]::new))
                .param(
                        "contents",
                        items.stream()
                                .map(item -> json.writeValueAsString(item.content()))
                                .toArray(String[]::new))
                .query((row, _) -> item(row))
                .list();
    }

    /** All that its owner says of it is replaced. */
    public Change update(Namespace namespace, Kind kind, String name, NewItem item) {
        try {
            return of(
                            """
                            update metadef_items set name = :newName, content = cast(:content as json),
                                updated_at = clock_timestamp()
                            where namespace_id = :namespace and kind = :kind and name = :name
                            returning *
                            """,
                            namespace,
                            kind)
                    .param("name", name)
                    .param("newName", item.name())
                    .param("content", json.writeValueAsString(item.content()))
                    .query((row, _) -> item(row))
                    .optional()
                    .<Change>map(Change.Changed::new)
                    .orElseGet(Change.Gone::new);
        } catch (DuplicateKeyException taken) {
            return new Change.NameTaken();
        }
    }

    /** Whether it was there. */
    public boolean delete(Namespace namespace, Kind kind, String name) {
        return of(
                                "delete from metadef_items where namespace_id = :namespace and kind = :kind and name = :name",
                                namespace,
                                kind)
                        .param("name", name)
                        .update()
                > 0;
    }

    public void deleteAll(Namespace namespace, Kind kind) {
        of(
                        "delete from metadef_items where namespace_id = :namespace and kind = :kind",
                        namespace,
                        kind)
                .update();
    }

    private JdbcClient.StatementSpec of(String sql, Namespace namespace, Kind kind) {
        return database.sql(sql).param("namespace", namespace.id()).param("kind", kind.toString());
    }

    private Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getString("name"),
                json.readValue(row.getString("content"), ObjectNode.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
