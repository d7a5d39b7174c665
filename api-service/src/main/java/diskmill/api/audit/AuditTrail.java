package diskmill.api.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The entries' rows. Threads may share it. */
public final class AuditTrail {

    private static final int BATCH = 5000;

    private final JdbcClient database;

    AuditTrail(JdbcClient database) {
        this.database = database;
    }

    /** @param entry whose id and time are the database's to give */
    void add(AuditEntry entry) {
        database.sql(
                        """
                        insert into audit (at, request_id, user_id, user_name, project, action, image, status, address)
                        values (clock_timestamp(), :request, :user, :name, :project, :action, :image, :status, :address)
                        """)
                .param("request", entry.requestId())
                .param("user", entry.userId())
                .param("name", entry.userName())
                .param("project", entry.project())
                .param("action", entry.action())
                .param("image", entry.image())
                .param("status", entry.status())
                .param("address", entry.address())
                .update();
    }

    /**
     * The newest first.
     *
     * @param image  of which; null for all
     * @param before only entries older than the one with this id
     */
    public List<AuditEntry> list(@Nullable String image, long before, int limit) {
        return database.sql(
                        "select * from audit where id < :before %s order by id desc limit :limit"
                                .formatted(image == null ? "" : "and image = :image"))
                .param("before", before)
                .param("limit", limit)
                .param("image", image)
                .query((row, _) -> entry(row))
                .list();
    }

    /** Deletes some of what is older, and says whether there may be more. */
    boolean forget(Duration age) {
        return database.sql(
                                """
                                delete from audit where id in (select id from audit
                                    where at < clock_timestamp() - make_interval(secs => :age) limit :batch)
                                """)
                        .param("age", age.toSeconds())
                        .param("batch", BATCH)
                        .update()
                == BATCH;
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("request_id"),
                row.getString("user_id"),
                row.getString("user_name"),
                row.getString("project"),
                row.getString("action"),
                row.getString("image"),
                row.getInt("status"),
                row.getString("address"));
    }
}
