package diskmill.api.lists;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.NewImage;
import diskmill.api.catalog.Visibility;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Filter;
import diskmill.api.lists.ImageQuery.Viewer;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagePagesTest {

    private static final Viewer MINE = new Viewer("mine", false);
    private static final Viewer ADMIN = new Viewer("admins", true);

    private static final List<Filter> ALL =
            List.of(new Filter.Visible(EnumSet.allOf(Visibility.class)));

    private Core core;

    @BeforeAll
    void start() {
        core = new Core();
        add("b", "mine", Visibility.PRIVATE, DiskFormat.RAW, ContainerFormat.BARE, false);
        add("a", "mine", Visibility.SHARED, DiskFormat.QCOW2, ContainerFormat.BARE, false);
        add(null, "mine", Visibility.PRIVATE, null, null, false);
        add("a", "mine", Visibility.PUBLIC, null, ContainerFormat.BARE, false);
        add(null, "mine", Visibility.COMMUNITY, DiskFormat.RAW, null, false);
        add("hidden", "mine", Visibility.PRIVATE, DiskFormat.RAW, ContainerFormat.BARE, true);
        add("their private", "other", Visibility.PRIVATE, null, null, false);
        add("their shared", "other", Visibility.SHARED, null, null, false);
        add("their public", "other", Visibility.PUBLIC, null, null, false);
        add("their community", "other", Visibility.COMMUNITY, null, null, false);
        core.database
                .sql(
                        "update images set size = length(name), created_at = created_at + interval '1 hour' where name = 'a'")
                .update();
        core.imports.delete(add("deleted", "mine", Visibility.PUBLIC, null, null, false).id());
    }

    @AfterAll
    void stop() {
        core.close();
    }

    static Stream<List<ImageQuery.Order>> orders() {
        Stream<List<ImageQuery.Order>> single =
                Arrays.stream(ImageQuery.Key.values())
                        .flatMap(key ->
                                Arrays.stream(Direction.values())
                                        .map(direction ->
                                                List.of(new ImageQuery.Order(key, direction))));
        Stream<List<ImageQuery.Order>> mixed =
                Stream.of(
                        List.of(),
                        List.of(
                                new ImageQuery.Order(ImageQuery.Key.NAME, Direction.ASC),
                                new ImageQuery.Order(ImageQuery.Key.SIZE, Direction.DESC),
                                new ImageQuery.Order(ImageQuery.Key.DISK_FORMAT, Direction.ASC)),
                        List.of(
                                new ImageQuery.Order(
                                        ImageQuery.Key.CONTAINER_FORMAT, Direction.DESC),
                                new ImageQuery.Order(ImageQuery.Key.CREATED_AT, Direction.ASC),
                                new ImageQuery.Order(ImageQuery.Key.NAME, Direction.DESC)));
        return Stream.concat(single, mixed);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void pagesOfAnySizeHoldTheWholeListInItsOrder(List<ImageQuery.Order> order) {
        List<ImageId> whole = ids(new ImageQuery(ADMIN, ALL, order, null, 1000));

        assertThat(whole).hasSize(9).doesNotHaveDuplicates();
        for (int size = 1; size <= 4; size++) {
            assertThat(paged(order, size)).as("pages of %d", size).isEqualTo(whole);
        }
    }

    private List<ImageId> paged(List<ImageQuery.Order> order, int size) {
        List<ImageId> all = new ArrayList<>();
        ImageId marker = null;
        boolean more = true;
        while (more) {
            ImagePage.Found page = found(new ImageQuery(ADMIN, ALL, order, marker, size));
            page.images().forEach(image -> all.add(image.id()));
            marker = all.getLast();
            more = page.more();
        }
        return all;
    }

    @Test
    void anAbsentValueIsTheSmallest() {
        List<@Nullable String> names =
                list(MINE, List.of(), new ImageQuery.Order(ImageQuery.Key.NAME, Direction.ASC))
                        .stream()
                        .<@Nullable String>map(Image::name)
                        .toList();

        assertThat(names).containsExactly(null, null, "a", "a", "b", "their public");
    }

    @Test
    void theNewestImageIsFirstByDefault() {
        List<Instant> times = list(ADMIN, List.of()).stream().map(Image::createdAt).toList();

        assertThat(times).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void aViewerSeesItsOwnAndPublicImages() {
        assertThat(list(MINE, List.of()))
                .extracting(Image::name)
                .containsExactlyInAnyOrder("b", "a", null, "a", null, "their public");
    }

    @Test
    void communityImagesOfOthersAreListedForWhoAsks() {
        assertThat(list(MINE, List.of(new Filter.Visible(Set.of(Visibility.COMMUNITY)))))
                .extracting(Image::name)
                .containsExactlyInAnyOrder(null, "their community");
        assertThat(list(MINE, List.of(new Filter.Visible(EnumSet.allOf(Visibility.class)))))
                .hasSize(7);
    }

    @Test
    void hiddenImagesAreListedForWhoAsks() {
        assertThat(list(MINE, List.of(new Filter.Hidden(true))))
                .extracting(Image::name)
                .containsExactly("hidden");
    }

    @Test
    void anAdminSeesAll() {
        assertThat(list(ADMIN, ALL)).hasSize(9);
        assertThat(list(ADMIN, List.of()))
                .extracting(Image::name)
                .hasSize(7)
                .doesNotContain("their community");
    }

    @Test
    void filtersHoldTogether() {
        assertThat(names(new Filter.Among(ImageQuery.Text.NAME, List.of("a", "b")))).hasSize(3);
        assertThat(
                        names(
                                new Filter.Among(ImageQuery.Text.NAME, List.of("a")),
                                new Filter.Among(ImageQuery.Text.DISK_FORMAT, List.of("qcow2"))))
                .hasSize(1);
        assertThat(names(new Filter.Among(ImageQuery.Text.STATUS, List.of("active")))).isEmpty();
        assertThat(names(new Filter.Among(ImageQuery.Text.OWNER, List.of("other")))).hasSize(1);
        assertThat(names(new Filter.Among(ImageQuery.Text.ID, List.of("no id")))).isEmpty();
        assertThat(names(new Filter.AtLeast(ImageQuery.Amount.SIZE, 1))).containsOnly("a");
        assertThat(names(new Filter.AtMost(ImageQuery.Amount.MIN_RAM, 0))).hasSize(6);
        assertThat(names(new Filter.Protected(true))).isEmpty();
        assertThat(names(new Filter.Tagged(List.of("tag of b")))).containsExactly("b");
        assertThat(names(new Filter.Tagged(List.of("tag of b", "every")))).containsExactly("b");
        assertThat(names(new Filter.Property("os_name", "b"))).containsExactly("b");
    }

    @Test
    void timesAreComparedByWholeSeconds() {
        Image image =
                list(MINE, List.of(new Filter.Among(ImageQuery.Text.NAME, List.of("b"))))
                        .getFirst();
        Instant shown = Instant.ofEpochSecond(image.createdAt().getEpochSecond());

        assertThat(names(when(ImageQuery.Comparison.EQ, shown))).contains("b");
        assertThat(names(when(ImageQuery.Comparison.GT, shown))).doesNotContain("b");
        assertThat(names(when(ImageQuery.Comparison.GTE, shown))).contains("b");
        assertThat(names(when(ImageQuery.Comparison.NEQ, shown))).doesNotContain("b");
        assertThat(names(when(ImageQuery.Comparison.LT, shown))).doesNotContain("b");
        assertThat(names(when(ImageQuery.Comparison.LTE, shown))).contains("b");
    }

    private static Filter when(ImageQuery.Comparison comparison, Instant time) {
        return new Filter.When(ImageQuery.Moment.CREATED_AT, comparison, time);
    }

    @Test
    void aMarkerThatTheViewerCannotSeeIsUnknown() {
        ImageId theirs =
                list(
                                ADMIN,
                                List.of(
                                        new Filter.Among(
                                                ImageQuery.Text.NAME, List.of("their private"))))
                        .getFirst()
                        .id();

        assertThat(core.lists.page(new ImageQuery(MINE, List.of(), List.of(), theirs, 10)))
                .isInstanceOf(ImagePage.UnknownMarker.class);
        assertThat(
                        core.lists.page(
                                new ImageQuery(MINE, List.of(), List.of(), ImageId.random(), 10)))
                .isInstanceOf(ImagePage.UnknownMarker.class);
    }

    @Test
    void aPageOfNothingIsEmptyAndSaysThatMoreFollows() {
        assertThat(found(new ImageQuery(MINE, List.of(), List.of(), null, 0)))
                .isEqualTo(new ImagePage.Found(List.of(), true));
    }

    private List<@Nullable String> names(Filter... filters) {
        return list(MINE, List.of(filters)).stream().<@Nullable String>map(Image::name).toList();
    }

    private List<Image> list(Viewer viewer, List<Filter> filters, ImageQuery.Order... order) {
        return found(new ImageQuery(viewer, filters, List.of(order), null, 1000)).images();
    }

    private List<ImageId> ids(ImageQuery query) {
        return found(query).images().stream().map(Image::id).toList();
    }

    private ImagePage.Found found(ImageQuery query) {
        return (ImagePage.Found) core.lists.page(query);
    }

    private Image add(
            @Nullable String name,
            String owner,
            Visibility visibility,
            @Nullable DiskFormat format,
            @Nullable ContainerFormat container,
            boolean hidden) {
        return core.insert(
                new NewImage(
                        ImageId.random(),
                        name,
                        visibility,
                        false,
                        hidden,
                        owner,
                        format,
                        container,
                        0,
                        0,
                        new TreeSet<>(List.of("every", "tag of " + name)),
                        new TreeMap<>(name == null ? Map.of() : Map.of("os_name", name))));
    }
}
