package diskmill.api.v2.lists;

import diskmill.api.web.Refusal;
import java.util.ArrayList;
import java.util.List;

/** The values after {@code in:}, between commas; one that has a comma itself stands in double quotes. */
final class ListValues {

    private ListValues() {}

    static List<String> split(String text) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted && i + 1 < text.length()) {
                value.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        if (quoted) {
            throw Refusal.badRequest("A quote is opened after in: and not closed.");
        }
        values.add(value.toString());
        return values;
    }
}
