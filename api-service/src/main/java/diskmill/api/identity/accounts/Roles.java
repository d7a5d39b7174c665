package diskmill.api.identity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** The roles. Threads may share it. */
public final class Roles {

    private static final String SELECT = "select id, name, description, extra from roles ";

    private final JdbcClient database;

    Roles(JdbcClient database) {
        this.database = database;
    }

    public Optional<Role> find(String id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query((row, _) -> role(row))
                .optional();
    }

    /** By name; null for all. */
    public List<Role> list(@Nullable String name) {
        return database.sql(SELECT + "where :name::text is null or name = :name order by name")
                .param("name", name)
                .query((row, _) -> role(row))
                .list();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the name is taken */
    public Role insert(String name, String description, ObjectNode extra) {
        Role role = new Role(Rows.newId(), name, description, extra);
        database.sql(
                        """
                        insert into roles (id, name, description, extra)
                        values (:id, :name, :description, :extra::jsonb)
                        """)
                .param("id", role.id())
                .param("name", name)
                .param("description", description)
                .param("extra", extra.toString())
                .update();
        return role;
    }

    /** Empty if it is not there. @throws org.springframework.dao.DuplicateKeyException if the name is taken */
    public Optional<Role> update(String id, Change change) {
        return database.sql(
                        """
                        update roles set name = coalesce(:name, name), description = coalesce(:description, description),
                            extra = jsonb_strip_nulls(extra || :extra::jsonb)
                        where id = :id returning id, name, description, extra
                        """)
                .param("id", id)
                .param("name", change.name())
                .param("description", change.description())
                .param("extra", change.extra().toString())
                .query((row, _) -> role(row))
                .optional();
    }

    /** And takes it from all who have it. @return whether it was there */
    public boolean delete(String id) {
        return database.sql("delete from roles where id = :id").param("id", id).update() > 0;
    }

    static Role role(ResultSet row) throws SQLException {
        return new Role(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                Rows.extra(row));
    }
}
