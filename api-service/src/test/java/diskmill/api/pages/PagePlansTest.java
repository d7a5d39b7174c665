package diskmill.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Order;
import diskmill.api.lists.ImageQuery.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How PostgreSQL answers numbered pages over many images: what is passed over is read out of an index alone, and a keyword, whether all images hold
 * it, some, or none, lets nobody read all of them. So a million images cost what these cost.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagePlansTest {

    private static final int IMAGES = 40_000;
    private static final int PAGE = 20;

    /** Rows of images' own table that a page may read: its images, and what a keyword's walk passes over. */
    private static final int MOST_READ = IMAGES / 20;

    private static final Viewer PROJECT = new Viewer("project-7", false);
    private static final Viewer ADMIN = new Viewer("admins", true);

    private Core core;

    @BeforeAll
    void fill() {
        core = new Core();
        core.database
                .sql(
                        """
                        insert into images (id, name, status, visibility, hidden, owner, disk_format, container_format, size, properties,
                            created_at, updated_at)
                        select gen_random_uuid(), 'image ' || lpad((n * 7919 % 40009)::text, 7, '0') || case when n % 4000 = 0 then ' 麒麟' else '' end,
                            case when n % 1000 = 0 then 'queued' else 'active' end,
                            case when n % 500 = 0 then 'public' when n % 500 = 1 then 'community' else 'private' end, n % 20 = 3,
                            'project-' || n % 100, 'qcow2', 'bare', n,
                            jsonb_build_object('os_distro', (array['debian', 'fedora'])[1 + n % 2], 'os_version', (n % 40)::text),
                            timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-01-02' + n * interval '1 minute'
                        from generate_series(1::bigint, :images) n
                        """)
                .param("images", IMAGES)
                .update();
        // commits are not awaited here, and what is not yet on disk is not taken for visible to all
        core.database.sql("checkpoint").update();
        core.database.sql("vacuum analyze images").update();
        core.database.sql("analyze").update();
    }

    @AfterAll
    void stop() {
        core.close();
    }

    /** @param indexAlone whether nothing but the page's own images is read of their table */
    record Case(String name, NumberedQuery query, boolean indexAlone) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Viewer viewer : List.of(PROJECT, ADMIN)) {
            for (ImageQuery.Key key :
                    List.of(
                            ImageQuery.Key.NAME,
                            ImageQuery.Key.CREATED_AT,
                            ImageQuery.Key.UPDATED_AT)) {
                for (Direction direction : Direction.values()) {
                    Order order = new Order(key, direction);
                    cases.add(of(viewer, null, Wanted.ANY, order, 1, true));
                    cases.add(of(viewer, null, Wanted.ANY, order, 400, true));
                    cases.add(of(viewer, "image", Wanted.ANY, order, 1, false));
                    cases.add(of(viewer, "麒", Wanted.ANY, order, 1, false));
                }
            }
            Order usual = new Order(ImageQuery.Key.CREATED_AT, Direction.DESC);
            for (String keyword :
                    List.of(
                            "i",
                            "7",
                            "x",
                            "39",
                            "麒麟",
                            "image 0001234",
                            "0031234 麒",
                            "debian 17",
                            "kubernetes",
                            "egami")) {
                cases.add(of(viewer, keyword, Wanted.ANY, usual, 1, false));
            }
            for (Wanted wanted : Wanted.values()) {
                cases.add(of(viewer, null, wanted, usual, 1, false));
            }
        }
        return cases.stream();
    }

    private static Case of(
            Viewer viewer,
            @Nullable String keyword,
            Wanted wanted,
            Order order,
            int page,
            boolean indexAlone) {
        return new Case(
                "%s, keyword %s, %s, by %s %s, page %d"
                        .formatted(
                                viewer.seesAll() ? "admin" : "project",
                                keyword,
                                wanted,
                                order.key(),
                                order.direction(),
                                page),
                new NumberedQuery(viewer, keyword, wanted, order, page, PAGE),
                indexAlone);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPageReadsLittleMoreThanItReturns(Case one) {
        PageStatement statement = statement(one.query());

        Cost cost = cost(statement, statement.page(false));

        assertThat(cost.heap)
                .as("rows read of images by%n%s", cost.text)
                .isLessThanOrEqualTo(one.indexAlone() ? PAGE + 1 : MOST_READ);
        assertThat(cost.index)
                .as("entries of indexes by%n%s", cost.text)
                .isLessThanOrEqualTo(Math.max(MOST_READ, 4 * one.query().page() * PAGE));
    }

    /** As many as are counted, and what is passed over on the way; never all of very many. */
    @ParameterizedTest
    @MethodSource("cases")
    void aTotalWithoutAKeywordIsCountedInAnIndexAlone(Case one) {
        if (!one.indexAlone()) {
            return;
        }
        var statement = new PageStatement(one.query(), null);

        Cost cost = cost(statement, statement.count());

        assertThat(cost.heap).as(cost.text).isZero();
        assertThat(cost.index).as(cost.text).isLessThanOrEqualTo(1.2 * ImagePages.MOST_COUNTED);
    }

    /** What is not surely too much to count costs no more than a count's worth. */
    @ParameterizedTest
    @MethodSource("cases")
    void aTotalWithAKeywordReadsNoMoreThanIsCounted(Case one) {
        PageStatement statement = statement(one.query());
        if (one.query().keyword() == null || statement.isSurelyTooManyToCount()) {
            return;
        }

        Cost cost = cost(statement, statement.count());

        assertThat(cost.heap).as(cost.text).isLessThanOrEqualTo(1.5 * ImagePages.MOST_COUNTED);
    }

    private PageStatement statement(NumberedQuery query) {
        return Objects.requireNonNull(core.transaction.execute(_ -> core.pages.statement(query)));
    }

    private Cost cost(PageStatement statement, String sql) {
        return Objects.requireNonNull(
                core.transaction.execute(_ -> {
                    core.database.sql(statement.planning().sql()).update();
                    String text =
                            core.database
                                    .sql("explain (analyze, format json) " + sql)
                                    .params(statement.parameters())
                                    .query(String.class)
                                    .single();
                    Cost cost = new Cost(text);
                    cost.add(new JsonMapper().readTree(text).get(0).get("Plan"));
                    return cost;
                }));
    }

    private static final class Cost {

        final String text;
        double heap;
        double index;

        Cost(String text) {
            this.text = text;
        }

        void add(JsonNode node) {
            String kind = node.get("Node Type").stringValue();
            double loops = node.path("Actual Loops").asDouble(1);
            double rows =
                    loops
                            * (node.get("Actual Rows").asDouble()
                                    + node.path("Rows Removed by Filter").asDouble(0)
                                    + node.path("Rows Removed by Index Recheck").asDouble(0));
            if (kind.equals("Index Only Scan")) {
                index += rows;
                heap += node.path("Heap Fetches").asDouble(0);
            } else if (kind.endsWith("Scan")
                    && node.path("Relation Name").asString("").equals("images")) {
                heap += rows;
            }
            node.path("Plans").forEach(this::add);
        }
    }
}
