package diskmill.api.pages;

import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.Planning;
import diskmill.api.lists.Remembered;
import diskmill.api.lists.SqlParameters;
import diskmill.api.lists.TotalOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds out how a viewer's keyword is best looked for, and remembers it. Threads may share it. */
final class Searches {

    /** What a viewer's reach depends on. */
    private record Whose(ImageQuery.Viewer viewer, Wanted wanted) {}

    private record Which(Whose whose, String keyword) {}

    private final JdbcClient database;
    private final Expectations expectations;
    private final Remembered<Whose, Reach> reaches = new Remembered<>(System::nanoTime);
    private final Remembered<Which, Search> searches = new Remembered<>(System::nanoTime);

    Searches(JdbcClient database) {
        this.database = database;
        this.expectations = new Expectations(database);
    }

    /** Within a transaction. Empty where there is no keyword, and where a look along all that the viewer sees is short. */
    Optional<Search> find(NumberedQuery query) {
        String keyword = query.keyword();
        if (keyword == null) {
            return Optional.empty();
        }
        // by several at once the plans and the samples would not come in their order
        database.sql("set local max_parallel_workers_per_gather = 0").update();
        database.sql(Planning.ALONG_INDEXES.sql()).update();
        Whose whose = new Whose(query.viewer(), query.wanted());
        Reach reach = reaches.get(whose, () -> reach(new Ways(query)));
        if (reach.isSoonLookedThrough()) {
            return Optional.empty();
        }
        Search search =
                searches.get(
                        new Which(whose, keyword),
                        () ->
                                new Search(
                                        reach, samples(new Ways(query), keyword), rarest(keyword)));
        return Optional.of(search).filter(Search::isWhole);
    }

    private Reach reach(Ways ways) {
        List<String> selects = new ArrayList<>();
        selects.add("select i.id from images i where i.deleted_at is null");
        ways.branches()
                .forEach(branch ->
                        selects.add(
                                "select i.id from %s where %s"
                                        .formatted(
                                                branch.from(),
                                                String.join(" and ", ways.conditions(branch)))));
        List<Double> rows = expectations.rowsOfEach(selects, ways.parameters().all());
        return new Reach(rows.getFirst(), rows.subList(1, rows.size()));
    }

    /** Of the newest images of each way: how many they are, and how many of them have the keyword. */
    private List<Search.Sample> samples(Ways ways, String keyword) {
        SqlParameters parameters = ways.parameters();
        String word = parameters.bind(keyword);
        String sql =
                ways.branches().stream()
                        .map(branch ->
                                """
                                select count(*) as looked, count(*) filter (where strpos(search_text, lower(%s)) > 0) as found
                                from (select i.search_text from %s where %s order by %s limit %d) newest
                                """
                                        .formatted(
                                                word,
                                                branch.from(),
                                                String.join(" and ", ways.conditions(branch)),
                                                TotalOrder.BY_CREATION.orderBy(branch),
                                                Search.Sample.MOST))
                        .collect(Collectors.joining(" union all "));
        return database.sql(sql)
                .params(parameters.all())
                .query((row, _) -> new Search.Sample(row.getLong("looked"), row.getLong("found")))
                .list();
    }

    /** By the statistics that {@code create statistics} has PostgreSQL gather; what they do not have is at most as frequent as the rarest that they have. */
    private List<Search.Gram> rarest(String keyword) {
        return database.sql(
                        """
                        with known as materialized (
                            select unnest(cast(cast(most_common_elems as text) as text[])) as letters, unnest(most_common_elem_freqs) as share
                            from pg_stats_ext_exprs where statistics_schemaname = current_schema() and statistics_name = 'images_letters'
                        )
                        select letters, coalesce(share, (select min(share) from known where letters is not null), 0.0001) as share
                        from (select distinct unnest(keyword_letters(:keyword)) as letters) wanted left join known using (letters)
                        order by share, letters limit :most
                        """)
                .param("keyword", keyword)
                .param("most", Search.LOOKED_UP)
                .query((row, _) ->
                        new Search.Gram(row.getString("letters"), row.getDouble("share")))
                .list();
    }
}
