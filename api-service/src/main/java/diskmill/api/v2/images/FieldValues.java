package diskmill.api.v2.images;

import diskmill.api.catalog.Visibility;
import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the values of an image's fields from JSON, by Glance's rules; each refusal names the field and says what it must be. */
final class FieldValues {

    /** Glance's limits: characters, and counts. */
    static final int MAX_TEXT = 255;

    /** Characters of a project's id at Keystone; Glance takes more, and with the longest name they would not fit our indexes. */
    static final int MAX_PROJECT = 64;

    static final int MAX_TAGS = 128;
    static final int MAX_PROPERTIES = 128;
    static final int MAX_PROPERTY_VALUE = 65_535;

    private FieldValues() {}

    static @Nullable String textOrNull(String name, JsonNode value) {
        return value.isNull() ? null : text(name, value, MAX_TEXT);
    }

    static String text(String name, JsonNode value, int max) {
        if (!value.isString()) {
            throw refusal(name, "must be text");
        }
        String text = value.stringValue();
        if (Text.length(text) > max) {
            throw refusal(name, "has at most %d characters".formatted(max));
        }
        return text;
    }

    static boolean truth(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw refusal(name, "must be true or false");
        }
        return value.booleanValue();
    }

    static int amount(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw refusal(name, "must be a whole number from 0 to %d".formatted(Integer.MAX_VALUE));
        }
        return value.intValue();
    }

    static Visibility visibility(JsonNode value) {
        return word("visibility", value, Visibility::tryParse, Visibility.values());
    }

    static <F> @Nullable F wordOrNull(
            String name, JsonNode value, Function<String, Optional<F>> parse, F[] all) {
        return value.isNull() ? null : word(name, value, parse, all);
    }

    static SortedSet<String> tags(String name, JsonNode value) {
        if (!value.isArray()) {
            throw refusal(name, "must be a list of texts");
        }
        SortedSet<String> tags = new TreeSet<>();
        for (JsonNode tag : value) {
            tags.add(text(name, tag, MAX_TEXT));
        }
        if (tags.size() > MAX_TAGS) {
            throw tooManyTags();
        }
        return tags;
    }

    static Refusal tooManyTags() {
        return Refusal.tooLarge("An image has at most %d tags.".formatted(MAX_TAGS));
    }

    static void checkPropertyName(String name) {
        if (name.isEmpty() || Text.length(name) > MAX_TEXT) {
            throw Refusal.badRequest(
                    "A property's name has from 1 to %d characters.".formatted(MAX_TEXT));
        }
    }

    private static <F> F word(
            String name, JsonNode value, Function<String, Optional<F>> parse, F[] all) {
        return (value.isString() ? parse.apply(value.stringValue()) : Optional.<F>empty())
                .orElseThrow(() ->
                        refusal(
                                name,
                                "must be one of "
                                        + Arrays.stream(all)
                                                .map(Object::toString)
                                                .collect(Collectors.joining(", "))));
    }

    private static Refusal refusal(String name, String rule) {
        return Refusal.badRequest("'%s' %s.".formatted(name, rule));
    }
}
