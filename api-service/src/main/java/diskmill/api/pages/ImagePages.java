package diskmill.api.pages;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images by numbered pages, as a viewer sees them. Threads may share it. */
public final class ImagePages {

    /** Totals up to here are exact; of a larger one only that it is larger is found out, and the rest estimated. */
    public static final int MOST_COUNTED = 10_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Images images;
    private final Estimates estimates = new Estimates(System::nanoTime);

    public ImagePages(JdbcClient database, TransactionOperations transaction, Images images) {
        this.database = database;
        this.transaction = transaction;
        this.images = images;
    }

    public NumberedPage page(NumberedQuery query) {
        return transaction.execute(_ -> read(query));
    }

    private NumberedPage read(NumberedQuery query) {
        PageStatement statement = statement(query);
        database.sql("set local plan_cache_mode = " + statement.planCacheMode()).update();
        Estimates.Key key = Estimates.Key.of(query);
        OptionalLong known = estimates.find(key);
        if (known.isEmpty() && statement.isSurelyTooManyToCount()) {
            known = OptionalLong.of(estimate(statement, key));
        }
        return read(query, statement, key, known);
    }

    /** As it is to be asked: a keyword in the way that costs least. Within a transaction. */
    PageStatement statement(NumberedQuery query) {
        var statement = new PageStatement(query);
        if (query.keyword() != null) {
            // by several at once the plan would not have the numbers in their order
            database.sql("set local max_parallel_workers_per_gather = 0").update();
            List<Double> rows =
                    plan(statement.numbers(), statement)
                            .path("Plans")
                            .valueStream()
                            .map(plan -> plan.path("Plan Rows").asDouble())
                            .toList();
            statement.lookFor(new Search(rows.get(0), rows.get(1), rows.subList(2, rows.size())));
        }
        return statement;
    }

    private JsonNode plan(String sql, PageStatement statement) {
        String plan = database.sql(sql).params(statement.parameters()).query(String.class).single();
        return JSON.readTree(plan).at("/0/Plan");
    }

    private NumberedPage read(
            NumberedQuery query, PageStatement statement, Estimates.Key key, OptionalLong known) {
        List<Image> found = new ArrayList<>();
        long[] counted = {-1};
        String sql = statement.page(known.isEmpty());
        database.sql(sql)
                .params(statement.parameters())
                .query(row -> {
                    found.add(images.read(row));
                    if (known.isEmpty()) {
                        counted[0] = row.getLong("total");
                    }
                });
        boolean more = found.size() > query.size();
        List<Image> shown = List.copyOf(more ? found.subList(0, query.size()) : found);
        long seen = query.skipped() + (long) found.size();
        if (!more && (!found.isEmpty() || query.page() == 1)) {
            return new NumberedPage(shown, seen, false, false);
        }
        if (known.isEmpty() && found.isEmpty()) {
            counted[0] = count(statement);
        }
        if (known.isEmpty() && counted[0] <= MOST_COUNTED) {
            return new NumberedPage(shown, counted[0], false, more);
        }
        long estimate = known.orElseGet(() -> estimate(statement, key));
        return new NumberedPage(
                shown,
                found.isEmpty()
                        ? Math.clamp(estimate, MOST_COUNTED + 1L, Math.max(seen, MOST_COUNTED + 1L))
                        : Math.max(estimate, seen),
                true,
                more);
    }

    private long count(PageStatement statement) {
        return database.sql(statement.count())
                .params(statement.parameters())
                .query(Long.class)
                .single();
    }

    private long estimate(PageStatement statement, Estimates.Key key) {
        long rows =
                statement
                        .expected()
                        .orElseGet(() ->
                                plan(statement.estimate(), statement).path("Plan Rows").asLong());
        long total = Math.max(rows, MOST_COUNTED + 1L);
        estimates.remember(key, total);
        return total;
    }
}
