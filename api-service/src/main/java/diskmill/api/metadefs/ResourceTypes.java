package diskmill.api.metadefs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The types of resources that namespaces are for, such as images and flavors. A type stays when no namespace is for it any more. */
public final class ResourceTypes {

    public record ResourceType(String name, Instant createdAt, Instant updatedAt) {}

    private final JdbcClient database;

    ResourceTypes(JdbcClient database) {
        this.database = database;
    }

    /** All, by name. */
    public List<ResourceType> list() {
        return database.sql("select * from metadef_resource_types order by name")
                .query((row, _) ->
                        new ResourceType(
                                row.getString("name"),
                                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                                row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Adds those that are not there. */
    void add(Collection<String> names) {
        database.sql(
                        """
                        insert into metadef_resource_types (name, created_at, updated_at)
                        select name, clock_timestamp(), clock_timestamp() from unnest(cast(:names as text[])) as name
                        order by name
                        on conflict (name) do nothing
                        """)
                .param("names", names.stream().distinct().toArray(String[]::new))
                .update();
    }
}
