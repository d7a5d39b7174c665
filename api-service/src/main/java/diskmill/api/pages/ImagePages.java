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

    /** @param snapshot in which it was counted; empty for an estimate, which is right enough for some time */
    private record Total(long images, boolean estimated, String snapshot) {

        /** As long as nothing at all was committed since it was counted it needs no other count. */
        boolean holdsIn(String now) {
            return estimated || snapshot.equals(now);
        }
    }

    /**
     * What a page's statement gave.
     *
     * @param counted  -1 where it was not asked for, or there are no images
     * @param snapshot which transactions' work it saw, as PostgreSQL writes it; empty where there are no images
     */
    private record Rows(List<Image> images, long counted, String snapshot) {}

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Images images;
    private final Searches searches;
    private final Expectations expectations;
    private final Remembered<Which, Total> totals = new Remembered<>(System::nanoTime);

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
        Optional<Total> known = totals.find(which);
        if (known.isEmpty() && statement.isSurelyTooManyToCount()) {
            known = Optional.of(estimate(statement));
        }
        Rows rows = rows(statement, known.isEmpty());
        boolean more = rows.images().size() > query.size();
        List<Image> shown = more ? rows.images().subList(0, query.size()) : rows.images();
        long seen = query.skipped() + (long) rows.images().size();
        if (!more && (!shown.isEmpty() || query.page() == 1)) {
            return new NumberedPage(shown, seen, false, false);
        }
        Total total =
                known.filter(remembered -> remembered.holdsIn(rows.snapshot()))
                        .orElseGet(() -> total(statement, which, rows));
        if (!total.estimated()) {
            // counted after the page, if something was committed in between
            long images = shown.isEmpty() ? total.images() : Math.max(total.images(), seen);
            return new NumberedPage(shown, images, false, more);
        }
        return new NumberedPage(
                shown,
                shown.isEmpty()
                        ? Math.min(total.images(), Math.max(seen, MOST_COUNTED + 1L))
                        : Math.max(total.images(), seen),
                true,
                more);
    }

    /** As it is to be asked: a keyword in the way that costs least. Within a transaction. */
    PageStatement statement(NumberedQuery query) {
        return new PageStatement(query, searches.find(query).orElse(null));
    }

    private Rows rows(PageStatement statement, boolean counted) {
        List<Image> images = new ArrayList<>();
        long[] total = {-1};
        String[] snapshot = {""};
        database.sql(statement.page(counted))
                .params(statement.parameters())
                .query(row -> {
                    images.add(this.images.read(row));
                    snapshot[0] = row.getString("snapshot");
                    if (counted) {
                        total[0] = row.getLong("total");
                    }
                });
        return new Rows(List.copyOf(images), total[0], snapshot[0]);
    }

    private Total total(PageStatement statement, Which which, Rows rows) {
        Total counted =
                rows.counted() >= 0
                        ? new Total(rows.counted(), false, rows.snapshot())
                        : count(statement);
        Total total = counted.images() > MOST_COUNTED ? estimate(statement) : counted;
        totals.remember(which, total);
        return total;
    }

    private Total count(PageStatement statement) {
        return database.sql(
                        "select (%s) as total, %s"
                                .formatted(statement.count(), PageStatement.SNAPSHOT))
                .params(statement.parameters())
                .query((row, _) ->
                        new Total(row.getLong("total"), false, row.getString("snapshot")))
                .single();
    }

    private Total estimate(PageStatement statement) {
        long rows =
                statement
                        .expected()
                        .orElseGet(
                                () -> expectations.rows(statement.all(), statement.parameters()));
        return new Total(Math.max(rows, MOST_COUNTED + 1L), true, "");
    }
}
