package diskmill.api.metadefs;

import diskmill.api.metadefs.Namespace.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The namespaces' rows. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Namespaces {

    /** What became of a change. */
    public sealed interface Change {

        record Changed(Namespace namespace) implements Change {}

        /** It was deleted meanwhile. */
        record Gone() implements Change {}

        /** Another namespace has the new name. */
        record NameTaken() implements Change {}
    }

    /** @param more whether there are others behind these */
    public record Page(List<Namespace> found, boolean more) {}

    private final JdbcClient database;

    Namespaces(JdbcClient database) {
        this.database = database;
    }

    /** Whether the caller may see it is for the caller to say. */
    public Optional<Namespace> find(String name) {
        return database.sql("select * from metadef_namespaces where name = :name")
                .param("name", name)
                .query((row, _) -> namespace(row))
                .optional();
    }

    public Page page(NamespaceQuery query) {
        StringBuilder sql = new StringBuilder("select * from metadef_namespaces n where true");
        Map<String, Object> parameters = new HashMap<>();
        if (query.project() != null) {
            sql.append(" and (owner = :project or visibility = 'public')");
            parameters.put("project", query.project());
        }
        if (query.visibility() != null) {
            sql.append(" and visibility = :visibility");
            parameters.put("visibility", query.visibility().toString());
        }
        if (query.resourceTypes() != null) {
            sql.append(
                    " and exists (select 1 from metadef_items i where i.namespace_id = n.id"
                            + " and i.kind = 'resource_type' and i.name = any(:types))");
            parameters.put("types", query.resourceTypes().toArray(String[]::new));
        }
        Paging paging = query.paging();
        sql.append(paging.afterMarker("metadef_namespaces", "true"));
        if (paging.marker() != null) {
            parameters.put("marker", paging.marker());
        }
        sql.append(paging.orderAndLimit());
        parameters.put("limit", paging.limit() + 1L);
        List<Namespace> found =
                database.sql(sql.toString())
                        .params(parameters)
                        .query((row, _) -> namespace(row))
                        .list();
        boolean more = found.size() > paging.limit();
        return new Page(more ? found.subList(0, paging.limit()) : found, more);
    }

    /** Empty if there is one of this name. */
    Optional<Namespace> insert(NamespaceFields fields) {
        return set(
                        database.sql(
                                """
                                insert into metadef_namespaces (name, display_name, description, visibility, protected, owner,
                                    created_at, updated_at)
                                values (:name, :displayName, :description, :visibility, :protected, :owner,
                                    clock_timestamp(), clock_timestamp())
                                on conflict (name) do nothing
                                returning *
                                """),
                        fields)
                .query((row, _) -> namespace(row))
                .optional();
    }

    /** All that an owner says is replaced; what it holds stays. */
    public Change update(Namespace namespace, NamespaceFields fields) {
        try {
            return set(
                            database.sql(
                                            """
                                            update metadef_namespaces set name = :name, display_name = :displayName,
                                                description = :description, visibility = :visibility,
                                                protected = :protected, owner = :owner, updated_at = clock_timestamp()
                                            where id = :id
                                            returning *
                                            """)
                                    .param("id", namespace.id()),
                            fields)
                    .query((row, _) -> namespace(row))
                    .optional()
                    .<Change>map(Change.Changed::new)
                    .orElseGet(Change.Gone::new);
        } catch (DuplicateKeyException taken) {
            return new Change.NameTaken();
        }
    }

    /** With all that it holds; whether it was there. */
    public boolean delete(Namespace namespace) {
        return database.sql("delete from metadef_namespaces where id = :id")
                        .param("id", namespace.id())
                        .update()
                > 0;
    }

    private static JdbcClient.StatementSpec set(
            JdbcClient.StatementSpec sql, NamespaceFields fields) {
        return sql.param("name", fields.name())
                .param("displayName", fields.displayName())
                .param("description", fields.description())
                .param("visibility", fields.visibility().toString())
                .param("protected", fields.isProtected())
                .param("owner", fields.owner());
    }

    private static Namespace namespace(ResultSet row) throws SQLException {
        return new Namespace(
                row.getLong("id"),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                Visibility.parse(row.getString("visibility")),
                row.getBoolean("protected"),
                row.getString("owner"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
