package diskmill.api.pages;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
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
        var statement = new PageStatement(query);
        database.sql("set local plan_cache_mode = " + statement.planCacheMode()).update();
        Estimates.Key key = Estimates.Key.of(query);
        OptionalLong known = estimates.find(key);
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
        if (known.isEmpty() && found.isEmpty()) {
            counted[0] = query.page() == 1 ? 0 : count(statement);
        }
        if (known.isEmpty() && counted[0] <= MOST_COUNTED) {
            return new NumberedPage(shown, counted[0], false, more);
        }
        long estimate = known.orElseGet(() -> estimate(statement, key));
        long seen = query.skipped() + (long) found.size();
        return new NumberedPage(shown, Math.max(estimate, seen), true, more);
    }

    private long count(PageStatement statement) {
        return database.sql(statement.count())
                .params(statement.parameters())
                .query(Long.class)
                .single();
    }

    private long estimate(PageStatement statement, Estimates.Key key) {
        String plan =
                database.sql(statement.estimate())
                        .params(statement.parameters())
                        .query(String.class)
                        .single();
        long rows = JSON.readTree(plan).at("/0/Plan/Plan Rows").asLong();
        long total = Math.max(rows, MOST_COUNTED + 1L);
        estimates.remember(key, total);
        return total;
    }
}
