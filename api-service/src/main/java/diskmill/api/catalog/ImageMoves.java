package diskmill.api.catalog;

import diskmill.event.ImageEvent.Converted;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves images from one status to another, within a transaction of the caller's that has locked the image first. Whether a
 * move is allowed is {@link ImageStatus}'s to say; one that it forbids throws {@link IllegalStateException}, and the caller's
 * transaction is undone. Threads may share it.
 */
public final class ImageMoves {

    private static final String TOUCH =
            "updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')";

    private final JdbcClient database;
    private final Rows rows;

    public ImageMoves(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.rows = new Rows(json);
    }

    /** The image, also a deleted one; nobody else moves it until the transaction ends. */
    public Optional<Image> lock(ImageId id) {
        return database.sql("select * from images where id = :id for no key update")
                .param("id", id.value())
                .query((row, number) -> rows.image(row))
                .optional();
    }

    /** Another attempt is the current one from here on. */
    public void begin(ImageId id, ImageStatus status, AttemptId attempt) {
        int moved =
                database.sql(
                                "update images set status = :status, attempt_id = :attempt, %s where id = :id and status = any(:before)"
                                        .formatted(TOUCH))
                        .param("status", status.toString())
                        .param("attempt", attempt.value())
                        .param("id", id.value())
                        .param("before", before(status))
                        .update();
        check(moved, id, status);
    }

    /** The same attempt goes on under another status. */
    public void move(ImageId id, ImageStatus status) {
        int moved =
                database.sql(
                                "update images set status = :status, %s where id = :id and status = any(:before)"
                                        .formatted(TOUCH))
                        .param("status", status.toString())
                        .param("id", id.value())
                        .param("before", before(status))
                        .update();
        check(moved, id, status);
    }

    /** Back to {@code queued}, with no bytes. */
    public void requeue(ImageId id) {
        int moved =
                database.sql(
                                """
                                update images set status = 'queued', size = null, virtual_size = null, checksum = null,
                                    hash_algo = null, hash_value = null, object_key = null, %s
                                where id = :id and status = any(:before)
                                """
                                        .formatted(TOUCH))
                        .param("id", id.value())
                        .param("before", before(ImageStatus.QUEUED))
                        .update();
        check(moved, id, ImageStatus.QUEUED);
    }

    /** The statuses from which an image may come there. */
    private static String[] before(ImageStatus next) {
        return Arrays.stream(ImageStatus.values())
                .filter(status -> status.mayBecome(next))
                .map(ImageStatus::toString)
                .toArray(String[]::new);
    }

    /** Below all that has decided the move, so that no mistake of theirs gets into a row. */
    private static void check(int moved, ImageId id, ImageStatus next) {
        if (moved == 0) {
            throw new IllegalStateException(
                    "image %s is in no status from which it may become %s".formatted(id, next));
        }
    }

    /**
     * Usable from here on.
     *
     * @param container for an image whose owner has taken away its container format since the attempt began
     */
    public void activate(Converted fact, ContainerFormat container) {
        Optional<Digest> hash =
                fact.digests().all().stream()
                        .filter(digest -> digest.algorithm() != HashAlgorithm.MD5)
                        .findFirst();
        int moved =
                database.sql(
                                """
                                update images set status = 'active', disk_format = :format,
                                    container_format = coalesce(container_format, :container), size = :size, virtual_size = :virtualSize,
                                    checksum = :checksum, hash_algo = :hashAlgorithm, hash_value = :hashValue, object_key = :object, %s
                                where id = :id and status = any(:before)
                                """
                                        .formatted(TOUCH))
                        .param("format", fact.format().toString())
                        .param("container", container.toString())
                        .param("size", fact.size())
                        .param("virtualSize", fact.virtualSize())
                        .param(
                                "checksum",
                                fact.digests()
                                        .find(HashAlgorithm.MD5)
                                        .map(Digest::hex)
                                        .orElse(null))
                        .param(
                                "hashAlgorithm",
                                hash.map(found -> Rows.word(found.algorithm())).orElse(null))
                        .param("hashValue", hash.map(Digest::hex).orElse(null))
                        .param("object", fact.object().value())
                        .param("id", fact.imageId().value())
                        .param("before", before(ImageStatus.ACTIVE))
                        .update();
        check(moved, fact.imageId(), ImageStatus.ACTIVE);
    }

    /**
     * Gone, and shared with nobody: only what keeps the id from being used again stays, and whose it was; its name for as long as deleted
     * images are listed.
     */
    public void erase(ImageId id) {
        loseApplications(id);
        int moved =
                database.sql(
                                """
                                update images set status = 'deleted', size = null, virtual_size = null, checksum = null,
                                    hash_algo = null, hash_value = null, object_key = null, tags = '{}', properties = '{}', applications = null,
                                    deleted_at = clock_timestamp(), %s
                                where id = :id and status = any(:before)
                                """
                                        .formatted(TOUCH))
                        .param("id", id.value())
                        .param("before", before(ImageStatus.DELETED))
                        .update();
        check(moved, id, ImageStatus.DELETED);
        database.sql("delete from image_members where image_id = :id")
                .param("id", id.value())
                .update();
    }

    /** Whoever cleans up then looks whether another image still has them. */
    private void loseApplications(ImageId id) {
        database.sql(
                        """
                        update applications set doubtful = true, moved_at = clock_timestamp()
                        where id in (select id from applications
                            where id = any((select applications from images where id = :id)::bigint[]) order by id for no key update)
                        """)
                .param("id", id.value())
                .update();
    }
}
