package diskmill.api.members;

import diskmill.image.ImageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

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
    private final TransactionOperations transaction;

    Members(JdbcClient database, TransactionOperations transaction) {
        this.database = database;
        this.transaction = transaction;
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

    /** @param most members of one image; the image is locked, so that it never has more */
    public Addition add(ImageId image, String project, int most) {
        return transaction.execute(_ -> added(image, project, most));
    }

    private Addition added(ImageId image, String project, int most) {
        Optional<OffsetDateTime> imageCreatedAt =
                database.sql(
                                """
                                select created_at from images
                                where id = :image and deleted_at is null and visibility = 'shared' for no key update
                                """)
                        .param("image", image.value())
                        .query(OffsetDateTime.class)
                        .optional();
        if (imageCreatedAt.isEmpty()) {
            return new Addition.NotShared();
        }
        if (find(image, project).isPresent()) {
            return new Addition.AlreadyThere();
        }
        if (count(image) >= most) {
            return new Addition.Full();
        }
        return new Addition.Added(
                database.sql(
                                """
                                insert into image_members (image_id, project, status, created_at, updated_at, image_created_at)
                                values (:image, :project, 'pending', clock_timestamp(), clock_timestamp(), :imageCreatedAt)
                                returning *
                                """)
                        .param("image", image.value())
                        .param("project", project)
                        .param("imageCreatedAt", imageCreatedAt.get())
                        .query((row, _) -> member(row))
                        .single());
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
