package diskmill.api.pages;

import diskmill.image.ImageId;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What was deleted in the last 30 days: a project's own, or everybody's for an admin. Threads may share it. */
public final class DeletedImages {

    /** Days; afterwards names are forgotten. */
    private static final int KEPT = 30;

    private static final int BATCH = 5000;

    /**
     * @param total     of all pages; of more than {@link ImagePages#MOST_COUNTED} what PostgreSQL thinks, but on the last page
     * @param estimated whether the total is only about right
     */
    public record Page(List<DeletedImage> images, long total, boolean estimated, boolean more) {}

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Expectations expectations;

    public DeletedImages(JdbcClient database, TransactionOperations transaction) {
        this.database = database;
        this.transaction = transaction;
        this.expectations = new Expectations(database);
    }

    /** @param query whose state is of no account */
    public Page page(NumberedQuery query) {
        return transaction.execute(_ -> read(query));
    }

    private Page read(NumberedQuery query) {
        List<DeletedImage> found =
                statement(images(query), query)
                        .query((row, _) ->
                                new DeletedImage(
                                        new ImageId(row.getObject("id", UUID.class)),
                                        row.getString("name"),
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getObject("deleted_at", OffsetDateTime.class)
                                                .toInstant()))
                        .list();
        boolean more = found.size() > query.size();
        List<DeletedImage> shown = more ? found.subList(0, query.size()) : found;
        long seen = query.skipped() + (long) found.size();
        if (!more && (!found.isEmpty() || query.page() == 1)) {
            return new Page(shown, seen, false, false);
        }
        long counted = statement(count(query), query).query(Long.class).single();
        if (counted <= ImagePages.MOST_COUNTED) {
            return new Page(shown, counted, false, more);
        }
        return new Page(
                shown, Math.max(expected(query), found.isEmpty() ? counted : seen), true, more);
    }

    /** PostgreSQL would multiply the shares of what is not forgotten and of what was deleted of late, which are the same images. */
    private long expected(NumberedQuery query) {
        return expectations.rows("select id " + remembered(query), parameters(query));
    }

    /** One image more than the page has. */
    static String images(NumberedQuery query) {
        String key =
                switch (query.order().key()) {
                    case NAME -> "coalesce(name, '')";
                    case UPDATED_AT -> "deleted_at";
                    default -> "created_at";
                };
        String direction = query.order().direction().word();
        return "select id, name, created_at, deleted_at %1$s order by %2$s %3$s, id %3$s limit %4$d offset %5$d"
                .formatted(wanted(query), key, direction, query.size() + 1, query.skipped());
    }

    static String count(NumberedQuery query) {
        return "select count(*) from (select %s limit %d) counted"
                .formatted(wanted(query), ImagePages.MOST_COUNTED + 1);
    }

    private static String wanted(NumberedQuery query) {
        return remembered(query)
                + " and deleted_at >= now() - make_interval(days => %d)".formatted(KEPT);
    }

    /** The same, but for what is about to be forgotten. */
    private static String remembered(NumberedQuery query) {
        return "from images where deleted_at is not null and not forgotten%s%s"
                .formatted(
                        query.viewer().seesAll() ? "" : " and owner = :viewer",
                        query.keyword() == null
                                ? ""
                                : " and strpos(lower(name), lower(:word)) > 0");
    }

    private JdbcClient.StatementSpec statement(String sql, NumberedQuery query) {
        return database.sql(sql).params(parameters(query));
    }

    static Map<String, Object> parameters(NumberedQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        if (!query.viewer().seesAll()) {
            parameters.put("viewer", query.viewer().project());
        }
        if (query.keyword() != null) {
            parameters.put("word", query.keyword());
        }
        return parameters;
    }

    /** Forgets some names of images that are gone longer, so that no list has them, and says whether there may be more. */
    boolean forgetNames() {
        return database.sql(
                                """
                                update images set name = null, forgotten = true where id in (select id from images
                                    where deleted_at is not null and not forgotten and deleted_at < now() - make_interval(days => :kept)
                                    limit :batch)
                                """)
                        .param("kept", KEPT)
                        .param("batch", BATCH)
                        .update()
                == BATCH;
    }
}
