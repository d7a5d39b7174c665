package diskmill.api.members;

import diskmill.image.ImageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The members' rows. Takes part in the caller's transaction if there is one. Threads may share it. */
public final class Members {

    /** What became of an addition. */
    public sealed interface Addition {

        record Added(Member member) implements Addition {}

        record AlreadyThere() implements Addition {}

        /** The image has as many as it may have. */
        record Full() implements Addition {}

        /** The image was deleted meanwhile, or is no longer a shared one. */
        record NotShared() implements Addition {}
    }

    private final JdbcClient database;

    Members(JdbcClient database) {
        this.database = database;
    }

    public Optional<Member> find(ImageId image, String project) {
        return database.sql(
                        "select * from image_members where image_id = :image and project = :project")
                .param("image", image.value())
                .param("project", project)
                .query((row, _) -> member(row))
                .optional();
    }

    /** In the order in which they were added. */
    public List<Member> of(ImageId image) {
        return database.sql(
                        "select * from image_members where image_id = :image order by created_at, project")
                .param("image", image.value())
                .query((row, _) -> member(row))
                .list();
    }

    /** @param most members of one image; of additions at once one may pass it by as many as there are */
    public Addition add(ImageId image, String project, int most) {
        if (find(image, project).isPresent()) {
            return new Addition.AlreadyThere();
        }
        if (count(image) >= most) {
            return new Addition.Full();
        }
        return database.sql(
                        """
                        insert into image_members (image_id, project, status, created_at, updated_at)
                        select id, :project, 'pending', clock_timestamp(), clock_timestamp() from images
                        where id = :image and deleted_at is null and visibility = 'shared'
                        on conflict (image_id, project) do nothing
                        returning *
                        """)
                .param("image", image.value())
                .param("project", project)
                .query((row, _) -> member(row))
                .optional()
                .<Addition>map(Addition.Added::new)
                .orElseGet(() ->
                        find(image, project).isPresent()
                                ? new Addition.AlreadyThere()
                                : new Addition.NotShared());
    }

    private int count(ImageId image) {
        return database.sql("select count(*) from image_members where image_id = :image")
                .param("image", image.value())
                .query(Integer.class)
                .single();
    }

    /** Empty if there is no such member. */
    public Optional<Member> set(ImageId image, String project, Member.Status status) {
        return database.sql(
                        """
                        update image_members set status = :status, updated_at = clock_timestamp()
                        where image_id = :image and project = :project
                        returning *
                        """)
                .param("image", image.value())
                .param("project", project)
                .param("status", status.toString())
                .query((row, _) -> member(row))
                .optional();
    }

    /** Whether there was one. */
    public boolean remove(ImageId image, String project) {
        return database.sql(
                                "delete from image_members where image_id = :image and project = :project")
                        .param("image", image.value())
                        .param("project", project)
                        .update()
                > 0;
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                new ImageId(row.getObject("image_id", UUID.class)),
                row.getString("project"),
                Member.Status.tryParse(row.getString("status")).orElseThrow(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
