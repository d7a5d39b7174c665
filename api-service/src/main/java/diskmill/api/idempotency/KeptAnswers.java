package diskmill.api.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The answers' rows. Threads may share it. */
final class KeptAnswers {

    /** A day. */
    private static final int KEEP_SECONDS = 24 * 60 * 60;

    /** No request that ends in order takes longer. */
    private static final int LONGEST_SECONDS = 5 * 60;

    private static final int BATCH = 5000;
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** What a key stands for when a request comes with it. */
    sealed interface Claim {

        /** It is new: the request is to be done. */
        record Mine() implements Claim {}

        record Answered(KeptAnswer answer) implements Claim {}

        /** The first request is being answered. */
        record UnderWay() implements Claim {}

        /** The first request never got to its end: the process died. Nobody knows what it did. */
        record Lost() implements Claim {}

        /** The first request was another one. */
        record Other() implements Claim {}
    }

    private final JdbcClient database;
    private final JsonMapper json;

    KeptAnswers(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Claim claim(String project, String key, byte[] fingerprint) {
        boolean mine =
                database.sql(
                                        """
                                        insert into idempotent_answers (project, key, fingerprint, begun_at)
                                        values (:project, :key, :fingerprint, clock_timestamp())
                                        on conflict (project, key) do update
                                            set fingerprint = excluded.fingerprint, begun_at = excluded.begun_at, status = null,
                                                headers = null, body = null
                                            where idempotent_answers.begun_at < clock_timestamp() - make_interval(secs => :keep)
                                        """)
                                .param("project", project)
                                .param("key", key)
                                .param("fingerprint", fingerprint)
                                .param("keep", KEEP_SECONDS)
                                .update()
                        > 0;
        return mine ? new Claim.Mine() : found(project, key, fingerprint);
    }

    private Claim found(String project, String key, byte[] fingerprint) {
        Optional<Claim> found =
                database.sql(
                                """
                                select *, begun_at < clock_timestamp() - make_interval(secs => :longest) as lost
                                from idempotent_answers where project = :project and key = :key
                                """)
                        .param("longest", LONGEST_SECONDS)
                        .param("project", project)
                        .param("key", key)
                        .query((row, _) -> claim(row, fingerprint))
                        .optional();
        // the first request failed in this very moment and has given its key back
        return found.orElseGet(Claim.UnderWay::new);
    }

    private Claim claim(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!Arrays.equals(row.getBytes("fingerprint"), fingerprint)) {
            return new Claim.Other();
        }
        int status = row.getInt("status");
        if (row.wasNull()) {
            return row.getBoolean("lost") ? new Claim.Lost() : new Claim.UnderWay();
        }
        return new Claim.Answered(
                new KeptAnswer(
                        status,
                        json.readValue(row.getString("headers"), HEADERS),
                        row.getString("body")));
    }

    void keep(String project, String key, KeptAnswer answer) {
        database.sql(
                        """
                        update idempotent_answers set status = :status, headers = cast(:headers as jsonb), body = :body
                        where project = :project and key = :key
                        """)
                .param("status", answer.status())
                .param("headers", json.writeValueAsString(answer.headers()))
                .param("body", answer.body())
                .param("project", project)
                .param("key", key)
                .update();
    }

    /** Nothing was done under the key, so it may be used again. */
    void giveBack(String project, String key) {
        database.sql(
                        "delete from idempotent_answers where project = :project and key = :key and status is null")
                .param("project", project)
                .param("key", key)
                .update();
    }

    /** Deletes some of those that are past their day, and says whether there may be more. */
    boolean forget() {
        return database.sql(
                                """
                                delete from idempotent_answers where (project, key) in (select project, key from idempotent_answers
                                    where begun_at < clock_timestamp() - make_interval(secs => :keep) limit :batch)
                                """)
                        .param("keep", KEEP_SECONDS)
                        .param("batch", BATCH)
                        .update()
                == BATCH;
    }
}
