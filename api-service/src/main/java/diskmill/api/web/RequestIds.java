package diskmill.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id that every request has, in its answer, in its log line, and in the tasks that it begins. */
public final class RequestIds {

    public static final String HEADER = "x-openstack-request-id";

    /** The same id, under the name that the other API's clients read. */
    static final String SECOND_HEADER = "RequestId";

    private static final String ATTRIBUTE = RequestIds.class.getName();

    /** Glance's limit, in characters. */
    private static final int MAX_LENGTH = 64;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

    private RequestIds() {}

    /** The id of a request that has passed {@link RequestFilter}. */
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : assign(request);
    }

    static boolean isTooLong(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        return given != null && given.length() > MAX_LENGTH;
    }

    /** Takes the caller's own id where it is one that may stand in a log, else makes one. */
    static String assign(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        String id =
                given != null && isUsable(given) ? withPrefix(given) : "req-" + UUID.randomUUID();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static boolean isUsable(String given) {
        return given.length() <= MAX_LENGTH && PLAIN.matcher(given).matches();
    }

    private static String withPrefix(String given) {
        return given.startsWith("req-") ? given : "req-" + given;
    }
}
