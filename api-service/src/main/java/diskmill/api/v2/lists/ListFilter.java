package diskmill.api.v2.lists;

import diskmill.api.catalog.Visibility;
import diskmill.api.lists.ImageQuery.Amount;
import diskmill.api.lists.ImageQuery.Comparison;
import diskmill.api.lists.ImageQuery.Filter;
import diskmill.api.lists.ImageQuery.Moment;
import diskmill.api.lists.ImageQuery.Text;
import diskmill.api.members.Member;
import diskmill.api.web.Refusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one of a list's filters; one that is about no field of ours is about one of the owners' properties. */
final class ListFilter {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private ListFilter() {}

    static List<Filter> read(String name, String value) {
        return switch (name) {
            case "id" -> among(Text.ID, value);
            case "name" -> among(Text.NAME, value);
            case "status" -> among(Text.STATUS, value);
            case "container_format" -> among(Text.CONTAINER_FORMAT, value);
            case "disk_format" -> among(Text.DISK_FORMAT, value);
            case "owner" -> exactly(Text.OWNER, value);
            case "checksum" -> exactly(Text.CHECKSUM, value);
            case "os_hash_value" -> exactly(Text.OS_HASH_VALUE, value);
            case "created_at" -> when(Moment.CREATED_AT, name, value);
            case "updated_at" -> when(Moment.UPDATED_AT, name, value);
            case "visibility" -> visible(value);
            case "protected" -> List.of(new Filter.Protected(truth(name, value)));
            case "os_hidden" -> List.of(new Filter.Hidden(truth(name, value)));
            case "member_status" -> memberStatus(value);
            case "changes-since", "changes_since" ->
                    List.of(
                            new Filter.When(
                                    Moment.UPDATED_AT,
                                    Comparison.GTE,
                                    ListTime.parse(value).orElseThrow(() -> noTime(name))));
            default -> amountOrProperty(name, value);
        };
    }

    /** @throws Refusal 400 unless the text is a whole number */
    static long number(String name, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw Refusal.badRequest("'%s' must be a whole number.".formatted(name));
        }
        return Long.parseLong(text);
    }

    private static List<Filter> among(Text text, String value) {
        if (value.startsWith("in:")) {
            return List.of(new Filter.Among(text, ListValues.split(value.substring(3))));
        }
        return exactly(text, value.startsWith("eq:") ? value.substring(3) : value);
    }

    private static List<Filter> exactly(Text text, String value) {
        return List.of(new Filter.Among(text, List.of(value)));
    }

    private static List<Filter> visible(String value) {
        if ("all".equals(value)) {
            return List.of(new Filter.Visible(EnumSet.allOf(Visibility.class)));
        }
        return Visibility.tryParse(value)
                .<List<Filter>>map(one -> List.of(new Filter.Visible(EnumSet.of(one))))
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "'visibility' must be public, private, shared, community or all."));
    }

    private static List<Filter> memberStatus(String value) {
        if ("all".equals(value)) {
            return List.of(new Filter.Membership(EnumSet.allOf(Member.Status.class)));
        }
        return Member.Status.tryParse(value)
                .<List<Filter>>map(one -> List.of(new Filter.Membership(EnumSet.of(one))))
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "'member_status' must be pending, accepted, rejected or all."));
    }

    private static boolean truth(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.badRequest("'%s' must be true or false.".formatted(name));
        };
    }

    private static List<Filter> amountOrProperty(String name, String value) {
        Optional<Amount> exact = amount(name);
        if (exact.isPresent()) {
            long number = number(name, value);
            return List.of(
                    new Filter.AtLeast(exact.get(), number),
                    new Filter.AtMost(exact.get(), number));
        }
        if (name.endsWith("_min")) {
            return List.of(new Filter.AtLeast(limited(name), number(name, value)));
        }
        if (name.endsWith("_max")) {
            return List.of(new Filter.AtMost(limited(name), number(name, value)));
        }
        return List.of(new Filter.Property(name, value));
    }

    private static Amount limited(String name) {
        return amount(name.substring(0, name.length() - 4))
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "'%s': only size, virtual_size, min_ram and min_disk have a _min and a _max."
                                        .formatted(name)));
    }

    private static Optional<Amount> amount(String name) {
        return Arrays.stream(Amount.values())
                .filter(amount -> amount.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static List<Filter> when(Moment moment, String name, String value) {
        int colon = value.indexOf(':');
        Optional<Comparison> comparison =
                colon < 0 ? Optional.empty() : comparison(value.substring(0, colon));
        String time = comparison.isEmpty() ? value : value.substring(colon + 1);
        return List.of(
                new Filter.When(
                        moment,
                        comparison.orElse(Comparison.EQ),
                        ListTime.parse(time)
                                .orElseThrow(() ->
                                        Refusal.badRequest(
                                                "'%s' must be gt:, gte:, lt:, lte:, eq: or neq:, and a time such as 2026-11-29T22:21:42Z."
                                                        .formatted(name)))));
    }

    private static Optional<Comparison> comparison(String word) {
        return Arrays.stream(Comparison.values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static Refusal noTime(String name) {
        return Refusal.badRequest(
                "'%s' must be a time such as 2026-11-29T22:21:42Z; write the + of a zone as %%2B."
                        .formatted(name));
    }
}
