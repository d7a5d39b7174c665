package diskmill.api.lists;

import diskmill.api.lists.Branches.Branch;
import diskmill.api.lists.ImageQuery.Filter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether what a list asks for is rare: then it is looked up in an index and sorted; elsewhere a walk along the images soon has a page of it. PostgreSQL often
 * cannot tell which is shorter, so a look at some of it does, and is remembered. Threads may share it.
 */
final class Rarities {

    /**
     * What was found.
     *
     * @param places     where hardly any image has the tags: projects, and ways of being shown
     * @param everywhere whether hardly any image at all has the properties
     */
    record Found(Set<String> places, boolean everywhere) {}

    /** So many images of a place are fetched and sorted sooner than some pages of it are walked along. */
    private static final int FEW_OF_A_PLACE = 200;

    /** So many of all are fetched in 6 ms, and a walk to a page of them among a million takes 30. */
    private static final int FEW_OF_ALL = 2000;

    private record TagsInPlace(String place, List<String> tags) {}

    private final JdbcClient database;
    private final Remembered<TagsInPlace, Boolean> tags = new Remembered<>(System::nanoTime);
    private final Remembered<List<Filter>, Boolean> properties = new Remembered<>(System::nanoTime);

    Rarities(JdbcClient database) {
        this.database = database;
    }

    /** Within a transaction. */
    Found of(ImageQuery query) {
        return new Found(places(query), isRareEverywhere(query));
    }

    /**
     * What holds for the images {@code i} of a place that have the tags, in the words of an index of place and tag together. PostgreSQL takes
     * tags and owners for independent of each other, and multiplies a tag's share among all images with the project's, though this names both.
     */
    static String inPlace(String place, List<String> tags, SqlParameters parameters) {
        return "image_tag_places(i.owner, i.shown, i.tags) @> image_tag_places(%s, null, cast(%s as text[]))"
                .formatted(parameters.bind(place), parameters.bind(tags.toArray(String[]::new)));
    }

    private Set<String> places(ImageQuery query) {
        List<String> wanted = query.tags();
        if (wanted.isEmpty()) {
            return Set.of();
        }
        return new Branches(query, new SqlParameters())
                .all().stream()
                        .map(Branch::place)
                        .flatMap(Stream::ofNullable)
                        .filter(place -> isRare(new TagsInPlace(place, wanted)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isRare(TagsInPlace asked) {
        return tags.get(
                asked,
                () -> {
                    SqlParameters parameters = new SqlParameters();
                    return areFewer(
                            FEW_OF_A_PLACE,
                            inPlace(asked.place(), asked.tags(), parameters),
                            parameters,
                            Planning.FOR_THESE_VALUES);
                });
    }

    /**
     * Of properties PostgreSQL compares the value with a hundred images that it has drawn. If one of these has it, it expects it in each hundredth, and
     * would walk along a million images for a page of those that two have.
     */
    private boolean isRareEverywhere(ImageQuery query) {
        List<Filter> wanted =
                query.filters().stream().filter(Filter.Property.class::isInstance).toList();
        return !wanted.isEmpty()
                && properties.get(
                        wanted,
                        () -> {
                            SqlParameters parameters = new SqlParameters();
                            Conditions conditions = new Conditions(parameters);
                            return areFewer(
                                    FEW_OF_ALL,
                                    wanted.stream()
                                            .flatMap(conditions::of)
                                            .collect(Collectors.joining(" and ")),
                                    parameters,
                                    Planning.LOOKED_UP);
                        });
    }

    private boolean areFewer(
            int few, String condition, SqlParameters parameters, Planning planning) {
        database.sql(planning.sql()).update();
        return database.sql(
                                "select count(*) from (select from images i where %s and i.deleted_at is null limit %d) found"
                                        .formatted(condition, few))
                        .params(parameters.all())
                        .query(Long.class)
                        .single()
                < few;
    }
}
