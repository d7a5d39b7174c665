package diskmill.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Order;
import diskmill.api.lists.ImageQuery.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages of what was deleted of late, among as much that was deleted before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletedImagesTest {

    private static final int IMAGES = 40_000;
    private static final int PAGE = 20;
    private static final int DEEP = 10;

    private static final Viewer PROJECT = new Viewer("project-7", false);
    private static final Viewer ADMIN = new Viewer("admins", true);

    private Core core;
    private DeletedImages deleted;

    /** Half are gone longer than 30 days, those first that were made first. */
    @BeforeAll
    void fill() {
        core = new Core();
        deleted = new DeletedImages(core.database, core.transaction);
        core.database
                .sql(
                        """
                        insert into images (id, name, status, visibility, owner, created_at, updated_at, deleted_at)
                        select gen_random_uuid(), 'image ' || lpad((n * 7919 % 40009)::text, 7, '0'), 'deleted', 'private', 'project-' || n % 10,
                            now() - interval '90 days' + n * interval '1 second', now(),
                            now() - case when n % 2 = 0 then interval '31 days' else interval '1 day' end - n * interval '1 second'
                        from generate_series(1::bigint, :images) n
                        """)
                .param("images", IMAGES)
                .update();
        while (deleted.forgetNames()) {
            // until all are done
        }
        // commits are not awaited here, and what is not yet on disk is not taken for visible to all
        core.database.sql("checkpoint").update();
        core.database.sql("vacuum analyze images").update();
    }

    @AfterAll
    void stop() {
        core.close();
    }

    static Stream<NumberedQuery> queries() {
        List<NumberedQuery> queries = new ArrayList<>();
        for (Viewer viewer : List.of(PROJECT, ADMIN)) {
            for (ImageQuery.Key key :
                    List.of(
                            ImageQuery.Key.NAME,
                            ImageQuery.Key.CREATED_AT,
                            ImageQuery.Key.UPDATED_AT)) {
                for (Direction direction : Direction.values()) {
                    for (int page : new int[] {1, DEEP}) {
                        queries.add(
                                new NumberedQuery(
                                        viewer,
                                        null,
                                        Wanted.ANY,
                                        new Order(key, direction),
                                        page,
                                        PAGE));
                    }
                }
            }
        }
        return queries.stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aPageReadsOnlyWhatItPassesOverAndReturns(NumberedQuery query) {
        String plan =
                core.database
                        .sql("explain (analyze, format json) " + DeletedImages.images(query))
                        .params(DeletedImages.parameters(query))
                        .query(String.class)
                        .single();

        JsonNode scan = new JsonMapper().readTree(plan).at("/0/Plan/Plans/0");
        assertThat(scan.get("Node Type").stringValue()).as(plan).isEqualTo("Index Only Scan");
        assertThat(scan.get("Actual Rows").asDouble()).as(plan).isLessThan(query.page() * PAGE + 2);
        assertThat(scan.path("Rows Removed by Filter").asDouble(0)).as(plan).isZero();
        assertThat(scan.get("Heap Fetches").asDouble()).as(plan).isZero();
    }

    @Test
    void onlyWhatWasDeletedOfLateIsThereInItsOrder() {
        NumberedQuery query =
                new NumberedQuery(
                        PROJECT,
                        null,
                        Wanted.ANY,
                        new Order(ImageQuery.Key.NAME, Direction.ASC),
                        2,
                        1000);

        DeletedImages.Page page = deleted.page(query);

        assertThat(page.total()).isEqualTo(IMAGES / 10);
        assertThat(page.more()).isTrue();
        assertThat(page.images())
                .hasSize(1000)
                .isSortedAccordingTo((a, b) -> name(a).compareTo(name(b)));
    }

    @Test
    void ofMoreThanAreCountedTheTotalIsAboutRightAndOnTheLastPageRight() {
        DeletedImages.Page first = deleted.page(everybodys(1));
        DeletedImages.Page last = deleted.page(everybodys(IMAGES / 2000));

        assertThat(first.total()).isBetween(IMAGES / 3L, IMAGES * 2L / 3);
        assertThat(first.estimated()).isTrue();
        assertThat(first.more()).isTrue();
        assertThat(last.total()).isEqualTo(IMAGES / 2);
        assertThat(last.estimated()).isFalse();
        assertThat(last.more()).isFalse();
    }

    private static NumberedQuery everybodys(int page) {
        return new NumberedQuery(
                ADMIN,
                null,
                Wanted.ANY,
                new Order(ImageQuery.Key.CREATED_AT, Direction.DESC),
                page,
                1000);
    }

    private static String name(DeletedImage image) {
        return image.name() == null ? "" : image.name();
    }
}
