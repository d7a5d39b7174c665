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
        add(KeyPrefix.of(image, attempt), attempt, keep);
    }

    /**
     * All that was ever written for a deleted image.
     *
     * @param last the last attempt; null if there was none
     */
    public void ofImage(ImageId image, @Nullable AttemptId last) {
        add(KeyPrefix.of(image), last, null);
    }

    private void add(KeyPrefix prefix, @Nullable AttemptId attempt, @Nullable ObjectKey keep) {
        database.sql(
                        """
                        insert into garbage (prefix, keep, last_key, due_at) values (:prefix, :keep,
                            (select concat('images/', image_id, '/', id, '/', run_id) from attempts
                             where id = :attempt and run_id is not null), clock_timestamp())
                        """)
                .param("prefix", prefix.value())
                .param("keep", keep == null ? null : keep.value())
                .param("attempt", attempt == null ? null : attempt.value())
                .update();
    }
}
