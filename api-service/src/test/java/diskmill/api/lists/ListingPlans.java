package diskmill.api.lists;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.Visibility;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Filter;
import diskmill.api.lists.ImageQuery.Order;
import diskmill.api.lists.ImageQuery.Viewer;
import diskmill.api.members.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How PostgreSQL answers lists over many images: it never reads all of them, never sorts more than a few pages, and never reads many
 * times what it returns. So a million images cost what these cost.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ListingPlans {

    private static final int IMAGES = 40_000;
    private static final int PAGE = 25;

    /** Of all images together; some ways read a few images more than they return, such as hidden ones. */
    private static final int MOST_READ = IMAGES / 20;

    /** A page, and one image more, of each way in which a viewer sees images. */
    private static final int MOST_SORTED = 5 * (PAGE + 1);

    private static final int PROJECTS_IMAGES = IMAGES / 100;

    private static final Viewer PROJECT = new Viewer("project-7", false);
    private static final Viewer ADMIN = new Viewer("admins", true);

    private final int rarity;
    private final AtomicInteger prepared = new AtomicInteger();
    private Core core;

    /** @param rarity one image in so many is public, and one is a community's */
    ListingPlans(int rarity) {
        this.rarity = rarity;
    }

    @BeforeAll
    void fill() {
        core = new Core();
        core.database
                .sql(
                        """
                        insert into images (id, name, status, visibility, protected, hidden, owner, disk_format, container_format,
                            size, checksum, hash_algo, hash_value, tags, properties, created_at, updated_at)
                        select gen_random_uuid(), case when n % 50 > 0 then 'image ' || n * 7919 % 40009 end,
                            case when n % 1000 = 0 then 'queued' else 'active' end,
                            case n / 100 % :rarity when 2 then 'public' when 3 then 'community' else (array['private', 'shared'])[1 + n / 100 % 2] end,
                            n % 5000 = 0, n % 20 = 0,
                            'project-' || n % 100, (array['qcow2', 'raw', 'vmdk'])[1 + n % 3], 'bare', n * 104729 % 1000003,
                            md5(n::text), 'sha256', encode(sha256(n::text::bytea), 'hex'), array['every', 'tag-' || n % 2000],
                            jsonb_build_object('os_distro', (array['debian', 'fedora'])[1 + n % 2], 'build', 'b' || n % 2000),
                            timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-01-02' + n * interval '1 minute'
                        from generate_series(1::bigint, :images) n
                        """)
                .param("images", IMAGES)
                .param("rarity", rarity)
                .update();
        core.database
                .sql(
                        """
                        insert into image_members (image_id, project, status, created_at, updated_at, image_created_at)
                        select id, 'project-' || (row_number() over ()) % 100,
                            (array['pending', 'accepted'])[1 + (row_number() over ()) / 100 % 2], created_at, created_at, created_at
                        from images where visibility = 'shared'
                        """)
                .update();
        core.database.sql("analyze").update();
    }

    @AfterAll
    void stop() {
        core.close();
    }

    record Case(String name, ImageQuery query) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Viewer viewer : List.of(PROJECT, ADMIN)) {
            String who = viewer.seesAll() ? "admin" : "project";
            for (ImageQuery.Key key : ImageQuery.Key.values()) {
                for (Direction direction : Direction.values()) {
                    cases.add(
                            new Case(
                                    "%s, by %s %s".formatted(who, key, direction),
                                    query(viewer, List.of(new Order(key, direction)))));
                }
            }
            cases.add(
                    new Case(
                            who + ", by name up and size down",
                            query(
                                    viewer,
                                    List.of(
                                            new Order(ImageQuery.Key.NAME, Direction.ASC),
                                            new Order(ImageQuery.Key.SIZE, Direction.DESC)))));
            filters()
                    .forEach(filter ->
                            cases.add(
                                    new Case(
                                            who + ", " + filter,
                                            query(viewer, List.of(), filter))));
        }
        for (Set<Member.Status> statuses :
                List.of(EnumSet.of(Member.Status.PENDING), EnumSet.allOf(Member.Status.class))) {
            cases.add(
                    new Case(
                            "project, shared and " + statuses,
                            query(
                                    PROJECT,
                                    List.of(),
                                    new Filter.Visible(Set.of(Visibility.SHARED)),
                                    new Filter.Membership(statuses))));
        }
        return cases.stream();
    }

    private static Stream<Filter> filters() {
        Instant late = Instant.parse("2026-01-28T17:00:00Z");
        return Stream.of(
                new Filter.Visible(Set.of(Visibility.PUBLIC)),
                new Filter.Visible(Set.of(Visibility.COMMUNITY)),
                new Filter.Visible(Set.of(Visibility.PRIVATE)),
                new Filter.Visible(Set.of(Visibility.SHARED)),
                new Filter.Visible(EnumSet.allOf(Visibility.class)),
                new Filter.Hidden(true),
                new Filter.Protected(true),
                new Filter.Protected(false),
                new Filter.Among(
                        ImageQuery.Text.ID, List.of("11111111-1111-1111-1111-111111111111")),
                new Filter.Among(ImageQuery.Text.NAME, List.of("image 77")),
                new Filter.Among(ImageQuery.Text.NAME, List.of("image 5", "image 6", "none")),
                new Filter.Among(ImageQuery.Text.STATUS, List.of("queued")),
                new Filter.Among(ImageQuery.Text.STATUS, List.of("active")),
                new Filter.Among(ImageQuery.Text.STATUS, List.of("saving", "killed")),
                new Filter.Among(ImageQuery.Text.OWNER, List.of("project-9")),
                new Filter.Among(ImageQuery.Text.DISK_FORMAT, List.of("iso")),
                new Filter.Among(ImageQuery.Text.DISK_FORMAT, List.of("raw", "qcow2")),
                new Filter.Among(ImageQuery.Text.CONTAINER_FORMAT, List.of("ova")),
                new Filter.Among(ImageQuery.Text.CHECKSUM, List.of("none")),
                new Filter.Among(ImageQuery.Text.OS_HASH_VALUE, List.of("none")),
                new Filter.AtLeast(ImageQuery.Amount.SIZE, 1_000_000),
                new Filter.AtMost(ImageQuery.Amount.SIZE, 10),
                new Filter.When(ImageQuery.Moment.UPDATED_AT, ImageQuery.Comparison.GTE, late),
                new Filter.When(
                        ImageQuery.Moment.UPDATED_AT, ImageQuery.Comparison.GTE, Instant.EPOCH),
                new Filter.When(ImageQuery.Moment.CREATED_AT, ImageQuery.Comparison.LT, late),
                new Filter.When(
                        ImageQuery.Moment.CREATED_AT, ImageQuery.Comparison.LT, Instant.EPOCH),
                new Filter.Tagged(List.of("tag-1234")),
                new Filter.Tagged(List.of("every")),
                new Filter.Tagged(List.of("every", "none")),
                new Filter.Property("build", "b1234"),
                new Filter.Property("os_distro", "debian"),
                new Filter.Property("none", "none"));
    }

    private static ImageQuery query(Viewer viewer, List<Order> order, Filter... filters) {
        return new ImageQuery(viewer, List.of(filters), order, null, PAGE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aListReadsLittleMoreThanItReturns(Case one) {
        check(one.query(), null);
    }

    /** One in the middle, where there is no way to it but by the index. */
    @ParameterizedTest
    @MethodSource("cases")
    void soDoesAPageFromTheMiddleOn(Case one) {
        Image middle =
                core.database
                        .sql(
                                "select * from images where not hidden order by name offset 20000 limit 1")
                        .query((row, _) -> core.images.read(row))
                        .single();

        check(one.query(), middle);
    }

    /** Twenty of the project's four hundred, and nobody else's: so the index of tags alone is as good, in which each of the two ways meets them. */
    @Test
    void aTagThatFewHaveIsLookedUpAmongTheProjectsImages() {
        String text = explained(ownAndPublic("tag-1207"), null);

        assertThat(Cost.of(text).read).as(text).isIn(20.0, 40.0);
    }

    /** A page, and one image more, of each way; half of its own are shared, and some public ones hidden. */
    @Test
    void aTagThatAllHaveIsFoundOnTheWay() {
        String text = explained(ownAndPublic("every"), null);

        assertThat(Cost.of(text).read).as(text).isBetween(2.0 * (PAGE + 1), 4.0 * (PAGE + 1));
    }

    /** Of one image that it has drawn PostgreSQL learns nothing, and expects every property in each hundredth. */
    @Test
    void aPropertyThatFewHaveIsLookedUpAlthoughPostgresTakesItForCommon() {
        drawForProperties("1");
        try {
            String text =
                    explained(query(ADMIN, List.of(), new Filter.Property("build", "b1234")), null);

            assertThat(Cost.of(text).read).as(text).isEqualTo(20);
        } finally {
            drawForProperties("default");
        }
    }

    private void drawForProperties(String images) {
        core.database.sql("alter table images alter properties set statistics " + images).update();
        core.database.sql("analyze images").update();
    }

    private static ImageQuery ownAndPublic(String tag) {
        return query(
                PROJECT,
                List.of(),
                new Filter.Visible(EnumSet.of(Visibility.PRIVATE, Visibility.PUBLIC)),
                new Filter.Tagged(List.of(tag)));
    }

    private void check(ImageQuery query, @Nullable Image marker) {
        String text = explained(query, marker);
        Cost cost = Cost.of(text);

        assertThat(cost.wholeTables).as(text).isEmpty();
        // an order by several keys has no index of its own, so all of a project's images may be
        // sorted
        int mostSorted = query.order().size() > 1 ? PROJECTS_IMAGES : MOST_SORTED;
        assertThat(cost.sorted).as("rows sorted by%n%s", text).isLessThanOrEqualTo(mostSorted);
        assertThat(cost.read).as("rows read by%n%s", text).isLessThanOrEqualTo(MOST_READ);
    }

    private String explained(ImageQuery query, @Nullable Image marker) {
        return Objects.requireNonNull(
                core.transaction.execute(_ ->
                        explained(
                                new Listing(
                                        query, marker, new Rarities(core.database).of(query)))));
    }

    /** As a prepared statement, since only such a one has a plan for all values. */
    private String explained(Listing listing) {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(listing.sql());
        var values = new MapSqlParameterSource(listing.parameters());
        String marked = NamedParameterUtils.substituteNamedParameters(parsed, values);
        StringBuilder numbered = new StringBuilder();
        int count = 0;
        for (String piece : marked.split("\\?", -1)) {
            numbered.append(count == 0 ? "" : "$" + count).append(piece);
            count++;
        }
        String arguments =
                Arrays.stream(NamedParameterUtils.buildValueArray(parsed, values, null))
                        .map(ListingPlans::literal)
                        .collect(Collectors.joining(", "));
        JdbcClient database = core.database;
        database.sql(listing.planning().sql()).update();
        // it would outlive a failure
        String name = "page_" + prepared.incrementAndGet();
        database.sql("prepare %s as %s".formatted(name, numbered)).update();
        String plan =
                database.sql(
                                "explain (analyze, format json) execute %s%s"
                                        .formatted(
                                                name,
                                                arguments.isEmpty() ? "" : "(" + arguments + ")"))
                        .query(String.class)
                        .single();
        database.sql("deallocate " + name).update();
        return plan;
    }

    /** Without a type, which the statement knows. */
    private static String literal(Object value) {
        String text =
                value instanceof Object[] several
                        ? Arrays.stream(several)
                                .map(each -> "\"" + each + "\"")
                                .collect(Collectors.joining(",", "{", "}"))
                        : value.toString();
        return "'" + text.replace("'", "''") + "'";
    }

    private static final class Cost {

        final List<String> wholeTables = new ArrayList<>();
        double sorted;
        double read;

        static Cost of(String explained) {
            Cost cost = new Cost();
            cost.add(new JsonMapper().readTree(explained).get(0).get("Plan"));
            return cost;
        }

        void add(JsonNode node) {
            String kind = node.get("Node Type").stringValue();
            double loops = node.path("Actual Loops").asDouble(1);
            if (kind.equals("Seq Scan")) {
                wholeTables.add(node.path("Relation Name").asString());
            }
            if (kind.equals("Sort")) {
                sorted = Math.max(sorted, node.get("Plans").get(0).get("Actual Rows").asDouble());
            }
            if (kind.endsWith("Scan") && node.has("Relation Name")) {
                read +=
                        loops
                                * (node.get("Actual Rows").asDouble()
                                        + node.path("Rows Removed by Filter").asDouble(0));
            }
            node.path("Plans").forEach(this::add);
        }
    }
}
