package diskmill.api.catalog;

import diskmill.image.ImageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The images' rows. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Images {

    /**
     * An image that a project asks for.
     *
     * @param member whether the project is one of its members, whatever it has said to that
     */
    public record Found(Image image, boolean member) {}

    /** What became of a registration. */
    public sealed interface Insertion {

        record Inserted(Image image) implements Insertion {}

        /** The id is, or once was, another image's. */
        record IdTaken() implements Insertion {}
    }

    /** What became of an edit. */
    public sealed interface Update {

        record Edited(Image image) implements Update {}

        /** The image was deleted meanwhile. */
        record Gone() implements Update {}

        /** Something changed the image since it was read: read it again, compute the change again. */
        record Raced() implements Update {}
    }

    /** What became of a tag's addition or removal. */
    public enum Tagging {
        DONE,
        /** It was there, or was not, before. */
        ALREADY_SO,
        /** The image has as many tags as it may have. */
        FULL,
        /** The image was deleted meanwhile. */
        GONE
    }

    private final JdbcClient database;
    private final Rows rows;

    public Images(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.rows = new Rows(json);
    }

    /** The image, unless it is deleted. Whether the caller may see it is for the caller to say. */
    public Optional<Image> find(ImageId id) {
        return database.sql("select * from images where id = :id and deleted_at is null")
                .param("id", id.value())
                .query((row, number) -> rows.image(row))
                .optional();
    }

    /** The image, unless it is deleted, and what a project is to it. */
    public Optional<Found> find(ImageId id, String project) {
        return database.sql(
                        """
                        select *, exists (select from image_members where image_id = :id and project = :project) as shared_with
                        from images where id = :id and deleted_at is null
                        """)
                .param("id", id.value())
                .param("project", project)
                .query((row, _) -> new Found(rows.image(row), row.getBoolean("shared_with")))
                .optional();
    }

    public Insertion insert(NewImage image) {
        return editable(
                        database.sql(
                                        """
                                        insert into images (id, status, name, visibility, protected, hidden, owner, disk_format,
                                            container_format, min_ram, min_disk, tags, properties, created_at, updated_at)
                                        values (:id, 'queued', :name, :visibility, :protected, :hidden, :owner, :diskFormat,
                                            :containerFormat, :minRam, :minDisk, :tags, cast(:properties as jsonb),
                                            clock_timestamp(), clock_timestamp())
                                        on conflict (id) do nothing
                                        returning *
                                        """)
                                .param("id", image.id().value()),
                        ImageEdit.of(image))
                .query((row, number) -> rows.image(row))
                .optional()
                .<Insertion>map(Insertion.Inserted::new)
                .orElseGet(Insertion.IdTaken::new);
    }

    public Update update(ImageId id, ImageEdit edit) {
        Optional<Image> edited =
                editable(
                                database.sql(
                                                """
                                                with left_behind as (
                                                    update applications set doubtful = true, moved_at = clock_timestamp()
                                                    where id = any((select applications from images
                                                        where id = :id and owner is distinct from :owner)::bigint[]))
                                                update images set name = :name, visibility = :visibility, protected = :protected,
                                                    hidden = :hidden, owner = :owner,
                                                    applications = case when owner is not distinct from :owner then applications end,
                                                    disk_format = :diskFormat,
                                                    container_format = :containerFormat, min_ram = :minRam, min_disk = :minDisk,
                                                    tags = :tags, properties = cast(:properties as jsonb),
                                                    updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
                                                where id = :id and deleted_at is null and updated_at = :readAs
                                                returning *
                                                """)
                                        .param("id", id.value())
                                        .param("readAs", Rows.time(edit.readAs())),
                                edit)
                        .query((row, number) -> rows.image(row))
                        .optional();
        if (edited.isPresent()) {
            return new Update.Edited(edited.get());
        }
        return find(id).isPresent() ? new Update.Raced() : new Update.Gone();
    }

    /** An image from a row of all columns of {@code images}, for who has found it by a statement of its own. */
    public Image read(ResultSet row) throws SQLException {
        return rows.image(row);
    }

    /**
     * Adds a tag, whatever else changes the image at the same time.
     *
     * @param most tags of one image
     */
    public Tagging tag(ImageId id, String tag, int most) {
        int tagged =
                database.sql(
                                """
                                update images set tags = tags || cast(:tag as text),
                                    updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
                                where id = :id and deleted_at is null and not cast(:tag as text) = any(tags) and cardinality(tags) < :most
                                """)
                        .param("id", id.value())
                        .param("tag", tag)
                        .param("most", most)
                        .update();
        if (tagged > 0) {
            return Tagging.DONE;
        }
        return find(id).map(image -> image.tags().contains(tag) ? Tagging.ALREADY_SO : Tagging.FULL)
                .orElse(Tagging.GONE);
    }

    /** Takes a tag away. */
    public Tagging untag(ImageId id, String tag) {
        int untagged =
                database.sql(
                                """
                                update images set tags = array_remove(tags, cast(:tag as text)),
                                    updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
                                where id = :id and deleted_at is null and cast(:tag as text) = any(tags)
                                """)
                        .param("id", id.value())
                        .param("tag", tag)
                        .update();
        if (untagged > 0) {
            return Tagging.DONE;
        }
        return find(id).isPresent() ? Tagging.ALREADY_SO : Tagging.GONE;
    }

    private JdbcClient.StatementSpec editable(JdbcClient.StatementSpec sql, ImageEdit edit) {
        return sql.param("name", edit.name())
                .param("visibility", edit.visibility().toString())
                .param("protected", edit.isProtected())
                .param("hidden", edit.hidden())
                .param("owner", edit.owner())
                .param("diskFormat", Rows.word(edit.diskFormat()))
                .param("containerFormat", Rows.word(edit.containerFormat()))
                .param("minRam", edit.minRam())
                .param("minDisk", edit.minDisk())
                .param("tags", edit.tags().toArray(String[]::new))
                .param("properties", rows.propertiesJson(edit.properties()));
    }
}
