package diskmill.api.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** The address of a list's page. */
public final class PageLink {

    private PageLink() {}

    /**
     * The same list, with all its parameters, from another place on.
     *
     * @param marker null for the first page
     */
    public static String of(
            String path, Map<String, String[]> parameters, @Nullable String marker) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (!"marker".equals(name)) {
                for (String value : values) {
                    pairs.add(pair(name, value));
                }
            }
        });
        if (marker != null) {
            pairs.add(pair("marker", marker));
        }
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }

    private static String pair(String name, String value) {
        return UriUtils.encode(name, StandardCharsets.UTF_8)
                + "="
                + UriUtils.encode(value, StandardCharsets.UTF_8);
    }
}
