package diskmill.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.lists.ImageQuery;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Order;
import diskmill.api.lists.ImageQuery.Viewer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Totals of more images than are counted. */
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
}
