package diskmill.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** First of all filters: gives the request its id, and writes its log line, which holds no query and no header. */
final class RequestFilter extends OncePerRequestFilter {

    private static final Logger access = LoggerFactory.getLogger("diskmill.access");

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");

    private final Errors errors;

    RequestFilter(Errors errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begin = System.nanoTime();
        String id = RequestIds.assign(request);
        response.setHeader(RequestIds.HEADER, id);
        response.setHeader(RequestIds.SECOND_HEADER, id);
        try {
            refuseWhatNobodyUnderstands(request);
            chain.doFilter(request, response);
        } catch (Refusal refusal) {
            errors.answer(refusal, request, response);
        } finally {
            access.info(
                    "{} {} {} {} in {} ms",
                    id,
                    request.getMethod(),
                    printable(request.getRequestURI()),
                    response.getStatus(),
                    (System.nanoTime() - begin) / 1_000_000);
        }
    }

    private static void refuseWhatNobodyUnderstands(HttpServletRequest request) {
        if (RequestIds.isTooLong(request)) {
            throw Refusal.badRequest("A request id has at most 64 characters.");
        }
        if (request.getRequestURI().indexOf(';') >= 0) {
            // what follows would be taken away, and the rest be another's address
            throw Refusal.badRequest("Encode each ; of the address as %3B.");
        }
        if (WITHOUT_BODY.contains(request.getMethod()) && hasBody(request)) {
            throw Refusal.badRequest(
                    "A %s request has no body; send it without one."
                            .formatted(request.getMethod()));
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static String printable(String path) {
        return path.length() <= 300 ? path : path.substring(0, 300) + "…";
    }
}
