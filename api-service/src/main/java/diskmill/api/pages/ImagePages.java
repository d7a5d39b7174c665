package diskmill.api.pages;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.Planning;
import diskmill.api.lists.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images by numbered pages, as a viewer sees them. Threads may share it. */
public final class ImagePages {

    /** Totals up to here are exact; of a larger one only that it is larger is found out, and the rest estimated. */
    public static final int MOST_COUNTED = 10_000;

    private static final JsonMapper JSON = new JsonMapper();

    /** What a viewer's reach depends on. */
    private record Whose(ImageQuery.Viewer viewer, Wanted wanted) {

        static Whose of(NumberedQuery query) {
            return new Whose(query.viewer(), query.wanted());
        }
    }

    /** What a total depends on. */
    private record Which(Whose whose, @Nullable String keyword) {

        static Which of(NumberedQuery query) {
            return new Which(Whose.of(query), query.keyword());
        }
    }

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Images images;
    private final Remembered<Whose, Reach> reaches = new Remembered<>(System::nanoTime);
    private final Remembered<Which, Search> searches = new Remembered<>(System::nanoTime);
    private final Remembered<Which, Long> totals = new Remembered<>(System::nanoTime);

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
        var statement = new PageStatement(query);
        if (query.keyword() != null) {
            // by several at once the plans and the samples would not come in their order
            database.sql("set local max_parallel_workers_per_gather = 0").update();
            database.sql(Planning.ALONG_INDEXES.sql()).update();
            Reach reach = reach(query, statement);
            if (!reach.isSoonLookedThrough()) {
                Search search = search(query, query.keyword(), statement, reach);
                // of a way that PostgreSQL finds to lead nowhere there is nothing in its plan
                if (search.isOf(statement.ways())) {
                    statement.lookFor(search);
                }
            }
        }
        return statement;
    }

    private Search search(
            NumberedQuery query, String keyword, PageStatement statement, Reach reach) {
        Which which = Which.of(query);
        return searches.find(which)
                .orElseGet(() -> {
                    List<Search.Sample> samples =
                            database.sql(statement.sample())
                                    .params(statement.parameters())
                                    .query((row, _) ->
                                            new Search.Sample(
                                                    row.getLong("looked"), row.getLong("found")))
                                    .list();
                    var search = new Search(reach, samples, rarest(keyword));
                    searches.remember(which, search);
                    return search;
                });
    }

    private Reach reach(NumberedQuery query, PageStatement statement) {
        Whose whose = Whose.of(query);
        return reaches.find(whose)
                .orElseGet(() -> {
                    List<Double> rows =
                            plan(statement.reach(), statement)
                                    .path("Plans")
                                    .valueStream()
                                    .map(ImagePages::rows)
                                    .toList();
                    var reach = new Reach(rows.getFirst(), rows.subList(1, rows.size()));
                    reaches.remember(whose, reach);
                    return reach;
                });
    }

    /** By the statistics that {@code create statistics} has PostgreSQL gather; what they do not have is at most as frequent as the rarest that they have. */
    private List<Search.Gram> rarest(String keyword) {
        return database.sql(
                        """
                        with known as materialized (
                            select unnest(cast(cast(most_common_elems as text) as text[])) as gram, unnest(most_common_elem_freqs) as share
                            from pg_stats_ext_exprs where statistics_schemaname = current_schema() and statistics_name = 'images_grams'
                        )
                        select gram, coalesce(share, (select min(share) from known where gram is not null), 0.0001) as share
                        from (select distinct unnest(keyword_grams(:keyword)) as gram) wanted left join known using (gram)
                        order by share, gram limit :most
                        """)
                .param("keyword", keyword)
                .param("most", Search.LOOKED_UP)
                .query((row, _) -> new Search.Gram(row.getString("gram"), row.getDouble("share")))
                .list();
    }

    private static double rows(JsonNode plan) {
        return plan.path("Plan Rows").asDouble();
    }

    private JsonNode plan(String sql, PageStatement statement) {
        String plan = database.sql(sql).params(statement.parameters()).query(String.class).single();
        return JSON.readTree(plan).at("/0/Plan");
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
                        .orElseGet(() -> (long) rows(plan(statement.estimate(), statement)));
        long total = Math.max(rows, MOST_COUNTED + 1L);
        totals.remember(which, total);
        return total;
    }
}
