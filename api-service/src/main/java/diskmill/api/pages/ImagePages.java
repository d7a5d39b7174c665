package diskmill.api.pages;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Images by numbered pages, as a viewer sees them. Threads may share it. */
public final class ImagePages {

    /** Totals up to here are exact; of a larger one only that it is larger is found out, and the rest estimated. */
    public static final int MOST_COUNTED = 10_000;

    /** What a total depends on. */
    private record Which(ImageQuery.Viewer viewer, Wanted wanted, @Nullable String keyword) {

        static Which of(NumberedQuery query) {
            return new Which(query.viewer(), query.wanted(), query.keyword());
        }
    }

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Images images;
    private final Searches searches;
    private final Expectations expectations;
    private final Remembered<Which, Long> totals = new Remembered<>(System::nanoTime);

    public ImagePages(JdbcClient database, TransactionOperations transaction, Images images) {
        this.database = database;
        this.transaction = transaction;
        this.images = images;
        this.searches = new Searches(database);
        this.expectations = new Expectations(database);
    }

    public NumberedPage page(NumberedQuery query) {
        return transaction.execute(_ -> read(query));
    }

    private NumberedPage read(NumberedQuery query) {
        PageStatement statement = statement(query);
        database.sql(statement.planning().sql()).update();
        Which which = Which.of(query);
        Optional<Long> known = totals.find(which);
        if (known.isEmpty() && statement.isSurelyTooManyToCount()) {
            known = Optional.of(estimate(statement, which));
        }
        return read(query, statement, which, known);
    }

    /** As it is to be asked: a keyword in the way that costs least. Within a transaction. */
    PageStatement statement(NumberedQuery query) {
        return new PageStatement(query, searches.find(query).orElse(null));
    }

    private NumberedPage read(
            NumberedQuery query, PageStatement statement, Which which, Optional<Long> known) {
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
        long estimate = known.orElseGet(() -> estimate(statement, which));
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

    private long estimate(PageStatement statement, Which which) {
        long rows =
                statement
                        .expected()
                        .orElseGet(
                                () -> expectations.rows(statement.all(), statement.parameters()));
        long total = Math.max(rows, MOST_COUNTED + 1L);
        totals.remember(which, total);
        return total;
    }
}
