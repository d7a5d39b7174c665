package diskmill.api.lists;

import java.util.HashMap;
import java.util.Map;

/** The values of a statement under names of their own. Used by one thread. */
public final class SqlParameters {

    private final Map<String, Object> values = new HashMap<>();

    /** The value's place in the statement. */
    public String bind(Object value) {
        String name = "p" + values.size();
        values.put(name, value);
        return ":" + name;
    }

    public Map<String, Object> all() {
        return Map.copyOf(values);
    }
}
