package diskmill.api.lists;

import diskmill.api.lists.Branches.Branch;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where tags are rare: among a project's images, or among those that everybody is shown. There they are looked up in an index of place and tag
 * together; elsewhere a walk along the images soon has a page of them. PostgreSQL cannot tell which is shorter: it takes tags and owners for independent of each
 * other, and multiplies a tag's share among all images with the project's, though the index names both. Threads may share it.
 */
final class RareTags {

    /** So many images are fetched and sorted in less than a millisecond. */
    private static final int FEW = 200;

    private record Asked(String place, List<String> tags) {}

    private final JdbcClient database;
    private final Remembered<Asked, Boolean> known = new Remembered<>(System::nanoTime);

    RareTags(JdbcClient database) {
        this.database = database;
    }

    /** The places among those of the query's branches where hardly any image has its tags. Within a transaction; none where no tag is asked for. */
    Set<String> places(ImageQuery query) {
        List<String> tags = query.tags();
        if (tags.isEmpty()) {
            return Set.of();
        }
        return new Branches(query, new SqlParameters())
                .all().stream()
                        .map(Branch::place)
                        .flatMap(Stream::ofNullable)
                        .filter(place -> isRare(new Asked(place, tags)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** What holds for the images {@code i} of a place that have the tags, in the index's words. */
    static String condition(String place, List<String> tags, SqlParameters parameters) {
        return "image_tag_places(i.owner, i.shown, i.tags) @> image_tag_places(%s, null, cast(%s as text[]))"
                .formatted(parameters.bind(place), parameters.bind(tags.toArray(String[]::new)));
    }

    private boolean isRare(Asked asked) {
        return known.find(asked)
                .orElseGet(() -> {
                    SqlParameters parameters = new SqlParameters();
                    String sql =
                            "select count(*) from (select from images i where %s and i.deleted_at is null limit %d) found"
                                    .formatted(
                                            condition(asked.place(), asked.tags(), parameters),
                                            FEW);
                    database.sql(Planning.FOR_THESE_VALUES.sql()).update();
                    long found =
                            database.sql(sql).params(parameters.all()).query(Long.class).single();
                    known.remember(asked, found < FEW);
                    return found < FEW;
                });
    }
}
