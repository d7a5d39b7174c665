package diskmill.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Order;
import diskmill.api.lists.ImageQuery.Viewer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals of more images than are counted, and keywords among many. */
class NumberedPagesTest {

    private static final Viewer OWNER = new Viewer("project-1", false);
    private static final Order USUAL = new Order(ImageQuery.Key.CREATED_AT, Direction.DESC);

    private Core core;

    @BeforeEach
    void start() {
        core = new Core();
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private void fill(int images) {
        core.database
                .sql(
                        """
                        insert into images (id, name, status, visibility, owner, created_at, updated_at)
                        select gen_random_uuid(), 'n' || n, 'queued', 'private', 'project-1', now() + n * interval '1 second', now()
                        from generate_series(1, :images) n
                        """)
                .param("images", images)
                .update();
        core.database.sql("analyze images").update();
    }

    private NumberedPage page(int page, int size) {
        return core.pages.page(new NumberedQuery(OWNER, null, Wanted.ANY, USUAL, page, size));
    }

    @Test
    void tenThousandAreCounted() {
        fill(ImagePages.MOST_COUNTED);

        NumberedPage last = page(10, 1000);

        assertThat(last.total()).isEqualTo(ImagePages.MOST_COUNTED);
        assertThat(last.estimated()).isFalse();
        assertThat(last.more()).isFalse();
        assertThat(last.images()).hasSize(1000);
    }

    @Test
    void moreAreEstimatedAndThatIsSaid() {
        fill(ImagePages.MOST_COUNTED + 500);

        NumberedPage first = page(1, 20);
        NumberedPage last = page(11, 1000);

        assertThat(first.estimated()).isTrue();
        assertThat(first.total()).isBetween(10_001L, 12_000L);
        assertThat(first.more()).isTrue();
        assertThat(last.total()).as("which the last page shows").isEqualTo(10_500);
        assertThat(last.estimated()).isFalse();
        assertThat(last.images()).hasSize(500);
        assertThat(last.more()).isFalse();
        assertThat(page(20, 1000).estimated()).isTrue();
    }

    @Test
    void aPageBeyondTheLastStillHasTheTotal() {
        fill(30);

        NumberedPage beyond = page(3, 20);

        assertThat(beyond.images()).isEmpty();
        assertThat(beyond.total()).isEqualTo(30);
        assertThat(page(1, 20).total()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update images set deleted_at = now() where name = 'n7'",
                "update images set hidden = true where name = 'n7'",
                "update images set owner = 'project-2' where name = 'n7'",
                "delete from images where name = 'n7'"
            })
    void aTotalThatWasCountedIsNotSaidAfterAChange(String change) {
        fill(30);
        assertThat(page(1, 20).total()).isEqualTo(30);
        assertThat(page(1, 20).total()).as("remembered").isEqualTo(30);

        core.database.sql(change).update();

        assertThat(page(1, 20).total()).isEqualTo(29);
    }

    /** One that had begun before it was counted. */
    @Test
    void norAfterAChangeThatWasUnderWay() throws SQLException {
        fill(30);
        try (Connection other = core.pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("delete from images where name = 'n7'");
            assertThat(page(1, 20).total()).isEqualTo(30);
            core.database.sql("delete from images where name = 'n8'").update();
            assertThat(page(1, 20).total()).isEqualTo(29);

            other.commit();
        }

        assertThat(page(1, 20).total()).isEqualTo(28);
    }

    /** So many that each keyword is looked for in its own way. */
    @ParameterizedTest
    @ValueSource(strings = {"n777", "N777", "n7777", "99", "0", "n12000", "1119", "nobody", "麒"})
    void keywordsAreFoundAmongManyWhateverTheWay(String keyword) {
        fill(12_000);

        NumberedPage found =
                core.pages.page(new NumberedQuery(OWNER, keyword, Wanted.ANY, USUAL, 1, 1000));

        List<String> right =
                core.database
                        .sql(
                                "select name from images where name like '%' || lower(:keyword) || '%' order by created_at desc")
                        .param("keyword", keyword)
                        .query(String.class)
                        .list();
        assertThat(found.total()).isEqualTo(right.size());
        assertThat(found.images())
                .extracting(image -> String.valueOf(image.name()))
                .containsExactlyElementsOf(right.stream().limit(1000).toList());
    }

    @Test
    void ofAKeywordThatMostHaveTheTotalIsAboutRight() {
        fill(30_000);

        NumberedPage found =
                core.pages.page(new NumberedQuery(OWNER, "n", Wanted.ANY, USUAL, 1, 20));

        assertThat(found.images()).hasSize(20);
        assertThat(found.estimated()).isTrue();
        assertThat(found.total()).isBetween(25_000L, 35_000L);
    }

    /** An entry of an index has room for 2,704 bytes. */
    @Test
    void theLongestTextsFitIntoTheIndexes() {
        String owner = letters(64);
        String name = letters(255);
        core.database
                .sql(
                        """
                        insert into images (id, name, status, visibility, owner, properties, created_at, updated_at)
                        values (gen_random_uuid(), :name, 'queued', 'public', :owner, jsonb_build_object('display_name', cast(:display as text)), now(), now())
                        """)
                .param("name", name)
                .param("owner", owner)
                .param("display", letters(255))
                .update();

        NumberedPage found =
                core.pages.page(
                        new NumberedQuery(
                                new Viewer(owner, false), name, Wanted.ANY, USUAL, 1, 20));

        assertThat(found.total()).isEqualTo(1);
    }

    /** Of four bytes each, and in no order that PostgreSQL could compress. */
    private static String letters(int count) {
        return new Random(count)
                .ints(count, 0x20000, 0x2A000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
