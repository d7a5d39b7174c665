package diskmill.api.identity.v3.manage;

import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriUtils;

/** Refuses addresses that name what no database row can: ids and names with a NUL, for instance. */
final class StorableText implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String path = UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8);
        Stream<String> query =
                request.getParameterMap().entrySet().stream()
                        .flatMap(each ->
                                Stream.concat(
                                        Stream.of(each.getKey()), Stream.of(each.getValue())));
        if (!Stream.concat(Stream.of(path), query).allMatch(Text::isStorable)) {
            throw Refusal.badRequest(
                    "The address holds a NUL or half a surrogate pair, which cannot be stored.");
        }
        return true;
    }
}
