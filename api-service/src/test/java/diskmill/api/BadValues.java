package diskmill.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values, in JSON, that a field of a kind must refuse. */
public final class BadValues {

    /** Nobody can keep these, whatever the field. */
    public static final List<String> UNSTORABLE =
            List.of(
                    "\"a\\u0000b\"",
                    "\"\\ud800\"",
                    "[\"\\udfff\"]",
                    "{\"\\u0000\": 1}",
                    "1e999",
                    "-1e999999999",
                    "1" + "0".repeat(100),
                    "[".repeat(20) + "]".repeat(20),
                    "{\"a\": 1, \"a\": 2}",
                    "NaN",
                    "'a'");

    /** Of those, for each field; all of them are for whole bodies. */
    private static final List<String> SOME = List.of("\"a\\u0000b\"", "\"\\ud800\"", "1e999");

    private static final List<String> NO_TEXT =
            List.of("7", "1.5", "true", "[]", "[\"a\"]", "{}", "{\"a\": \"b\"}");

    private BadValues() {}

    /** @param max characters */
    public static List<String> text(int max) {
        return with(NO_TEXT, with(SOME, "\"" + "像".repeat(max + 1) + "\""));
    }

    /** Of text that says something. */
    public static List<String> name(int max) {
        return with(text(max), "\"\"", "\" \"");
    }

    /** A word of a list of some. */
    public static List<String> word() {
        return with(text(1_000), "\"\"", "\"nonsense\"");
    }

    public static List<String> truth() {
        return with(SOME, "\"true\"", "\"\"", "0", "1", "[]", "[true]", "{}");
    }

    public static List<String> object() {
        return with(UNSTORABLE, "\"\"", "\"{}\"", "0", "true", "[]", "[{}]");
    }

    /** Of texts. */
    public static List<String> list() {
        return with(SOME, "\"\"", "\"[]\"", "0", "true", "{}", "[7]", "[[]]", "[{}]", "[null]");
    }

    /** A whole one that is not negative. */
    public static List<String> amount() {
        return with(SOME, "\"\"", "\"1\"", "-1", "1.5", "true", "[]", "[1]", "{}", "\"0x10\"");
    }

    public static List<String> number() {
        return with(SOME, "\"\"", "\"1\"", "true", "[]", "[1]", "{}");
    }

    public static List<String> with(List<String> values, String... more) {
        return with(values, Arrays.asList(more));
    }

    private static List<String> with(List<String> values, List<String> more) {
        List<String> all = new ArrayList<>(values);
        all.addAll(more);
        return all;
    }
}
