package diskmill.api.lists;

import diskmill.api.catalog.Image;
import diskmill.api.lists.Branches.Branch;
import diskmill.api.lists.ImageQuery.Direction;
import diskmill.api.lists.ImageQuery.Order;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order that names each image's place: ties are broken by creation, then by id, going the way that the asked steps go, or down where
 * they differ. One way for all lets an index answer.
 */
public record TotalOrder(List<Order> steps) {

    /** The newest first. */
    public static final TotalOrder BY_CREATION =
            of(List.of(new Order(ImageQuery.Key.CREATED_AT, Direction.DESC)));

    public static TotalOrder of(List<Order> asked) {
        Set<Direction> directions =
                asked.stream()
                        .map(Order::direction)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Direction.class)));
        Direction ties = directions.size() == 1 ? directions.iterator().next() : Direction.DESC;
        List<Order> wanted = new ArrayList<>(asked);
        wanted.add(new Order(ImageQuery.Key.CREATED_AT, ties));
        wanted.add(new Order(ImageQuery.Key.ID, ties));
        List<Order> steps = new ArrayList<>();
        for (Order next : wanted) {
            if (steps.stream().noneMatch(there -> there.key() == next.key())) {
                steps.add(next);
            }
            if (next.key() == ImageQuery.Key.ID) {
                break;
            }
        }
        return new TotalOrder(List.copyOf(steps));
    }

    /** Whether a deleted image still has its place. Size, status and time of change go with it, its name after some weeks. */
    boolean hasPlaceOf(Image deleted) {
        return steps.stream()
                .allMatch(step ->
                        switch (step.key()) {
                            case CREATED_AT, ID, DISK_FORMAT, CONTAINER_FORMAT -> true;
                            case NAME -> deleted.name() != null;
                            case SIZE, STATUS, UPDATED_AT -> false;
                        });
    }

    public String orderBy(Branch branch) {
        String first = steps.getFirst().direction().word();
        return branch.sortedFirst().stream()
                        .map(column -> "%s %s, ".formatted(column, first))
                        .collect(Collectors.joining())
                + orderBy(branch::column);
    }

    String orderBy(Function<ImageQuery.Key, String> column) {
        return steps.stream()
                .map(step -> column.apply(step.key()) + " " + step.direction().word())
                .collect(Collectors.joining(", "));
    }

    String columns(Function<ImageQuery.Key, String> column) {
        return steps.stream()
                .map(step -> column.apply(step.key()))
                .collect(Collectors.joining(", "));
    }

    /** What holds for the images of a branch that follow the marker. */
    String after(Image marker, Branch branch, SqlParameters parameters) {
        List<String> columns = steps.stream().map(step -> branch.column(step.key())).toList();
        List<String> places =
                steps.stream().map(step -> parameters.bind(value(marker, step.key()))).toList();
        Direction first = steps.getFirst().direction();
        int alike = 0;
        while (alike < steps.size() && steps.get(alike).direction() == first) {
            alike++;
        }
        String range =
                "(%s) %s%s (%s)"
                        .formatted(
                                branch.named(columns.subList(0, alike)),
                                first.beyond(),
                                alike < steps.size() ? "=" : "",
                                branch.placed(places.subList(0, alike)));
        if (alike == steps.size()) {
            return range;
        }
        List<String> ways = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            List<String> way = new ArrayList<>(same);
            way.add(
                    "%s %s %s"
                            .formatted(
                                    columns.get(i),
                                    steps.get(i).direction().beyond(),
                                    places.get(i)));
            ways.add(String.join(" and ", way));
            same.add(columns.get(i) + " = " + places.get(i));
        }
        return "%s and (%s)".formatted(range, String.join(" or ", ways));
    }

    /** The key's value as the indexes hold it. */
    private static Object value(Image image, ImageQuery.Key key) {
        return switch (key) {
            case NAME -> image.name() == null ? "" : image.name();
            case STATUS -> image.status().toString();
            case CONTAINER_FORMAT -> word(image.containerFormat());
            case DISK_FORMAT -> word(image.diskFormat());
            case SIZE -> image.size() == null ? -1L : image.size();
            case ID -> image.id().value();
            case CREATED_AT -> time(image.createdAt());
            case UPDATED_AT -> time(image.updatedAt());
        };
    }

    private static String word(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
