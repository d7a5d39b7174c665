package diskmill.api.catalog;

import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes which keys nobody needs any more, in the transaction that makes them so. Threads may share it. */
public final class Garbage {

    private final JdbcClient database;

    public Garbage(JdbcClient database) {
        this.database = database;
    }

    /**
     * What an attempt has written and will still write. It must have ended.
     *
     * @param keep the one object that stays; null if none does
     */
    public void ofAttempt(ImageId image, AttemptId attempt, @Nullable ObjectKey keep) {
        add(KeyPrefix.of(image, attempt), image, attempt, keep);
    }

    /**
     * All that was ever written for a deleted image.
     *
     * @param last the last attempt; null if there was none
     */
    public void ofImage(ImageId image, @Nullable AttemptId last) {
        add(KeyPrefix.of(image), image, last, null);
    }

    /**
     * Until they are deleted, the bytes still count for the image's owner: those of the object that is known to be there, or of what had
     * come in. What both a source and its conversion take counts once.
     */
    private void add(
            KeyPrefix prefix,
            ImageId image,
            @Nullable AttemptId attempt,
            @Nullable ObjectKey keep) {
        database.sql(
                        """
                        insert into garbage (prefix, keep, last_key, due_at, project, bytes)
                        select :prefix, :keep,
                            (select concat('images/', image_id, '/', id, '/', run_id) from attempts
                             where id = :attempt and run_id is not null), clock_timestamp(), i.owner,
                            case when cast(:keep as text) is not null then 0 else greatest(i.size, (select coalesce(
                                (a.ingested ->> 'size')::bigint, case when a.phase = 'receiving' then a.bytes_done end)
                                from attempts a where a.id = :attempt), 0) end
                        from (values (cast(:image as uuid))) known (id) left join images i on i.id = known.id
                        """)
                .param("prefix", prefix.value())
                .param("image", image.value())
                .param("keep", keep == null ? null : keep.value())
                .param("attempt", attempt == null ? null : attempt.value())
                .update();
    }
}
