package diskmill.api.catalog;

import diskmill.image.ImageId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The images' rows. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Images {

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
                                                update images set name = :name, visibility = :visibility, protected = :protected,
                                                    hidden = :hidden, owner = :owner, disk_format = :diskFormat,
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

    public ImagePage page(ImageQuery query) {
        Image marker = null;
        if (query.marker() != null) {
            Optional<Image> found = marker(query.viewer(), query.marker());
            if (found.isEmpty()) {
                return new ImagePage.UnknownMarker();
            }
            marker = found.get();
        }
        Listing listing = new Listing(query, marker);
        List<Image> found =
                database.sql(listing.sql())
                        .params(listing.parameters())
                        .query((row, number) -> rows.image(row))
                        .list();
        boolean more = found.size() > query.limit();
        return new ImagePage.Found(more ? found.subList(0, query.limit()) : found, more);
    }

    private Optional<Image> marker(ImageQuery.Viewer viewer, ImageId id) {
        return find(id).filter(image ->
                viewer.seesAll()
                        || image.visibility() == Visibility.PUBLIC
                        || image.visibility() == Visibility.COMMUNITY
                        || viewer.project().equals(image.owner()));
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
