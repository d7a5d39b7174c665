package diskmill.api.idempotency;

import diskmill.api.idempotency.KeptAnswers.Claim;
import diskmill.api.identity.Caller;
import diskmill.api.identity.door.Callers;
import diskmill.api.web.Errors;
import diskmill.api.web.Refusal;
import diskmill.image.HashAlgorithm;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on a POST: a client that got no answer sends the same again, and gets the first one's answer, for a day. A request
 * that was refused has done nothing, so its key may be used again; one that another service gave no clear answer to (502, 504) may have done
 * its work there, so that answer is kept, too. (The header is that of the IETF's draft-ietf-httpapi-idempotency-key-header.)
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final int MAX_BODY = 1 << 20;
    private static final List<String> KEPT =
            List.of("Content-Type", "Location", "ETag", "OpenStack-image-import-methods");

    private final KeptAnswers answers;
    private final Errors errors;

    IdempotencyFilter(KeptAnswers answers, Errors errors) {
        this.answers = answers;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || request.getHeader(HEADER) == null
                || !(isOfAFace(request.getRequestURI()) || isOfAFace(request.getServletPath()));
    }

    /** As it is spelled, or decoded. */
    private static boolean isOfAFace(String path) {
        return path.startsWith("/v2/") || path.startsWith("/v1/openstack/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = Callers.of(request);
        if (caller.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        String project = caller.get().project();
        String key = String.valueOf(request.getHeader(HEADER));
        byte[] body;
        Claim claim;
        try {
            checkKey(key);
            body = request.getInputStream().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw Refusal.tooLarge("A body with an Idempotency-Key has at most 1 MiB.");
            }
            claim = answers.claim(project, key, fingerprint(request, body));
        } catch (Refusal | DataAccessException refused) {
            errors.answer(refused, request, response);
            return;
        }
        switch (claim) {
            case Claim.Mine _ ->
                    first(project, key, new RepeatableRequest(request, body), response, chain);
            case Claim.Answered(KeptAnswer answer) -> repeat(answer, response);
            case Claim.UnderWay _ ->
                    errors.answer(
                            Refusal.inProgress(
                                    "The first request with this Idempotency-Key is still being answered; try again.",
                                    2),
                            request,
                            response);
            case Claim.Lost _ ->
                    errors.answer(
                            Refusal.conflict(
                                    "The first request with this Idempotency-Key did not get to its end; look whether it did its work, and use another key."),
                            request,
                            response);
            case Claim.Other _ ->
                    errors.answer(
                            new Refusal(
                                    422,
                                    "This Idempotency-Key was used for another request; use a new one."),
                            request,
                            response);
        }
    }

    private void first(
            String project,
            String key,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        var watched = new ContentCachingResponseWrapper(response);
        boolean done = false;
        try {
            chain.doFilter(request, watched);
            done = watched.getStatus() < 300 || mayBeDone(watched.getStatus());
        } finally {
            if (done) {
                answers.keep(project, key, kept(watched));
            } else {
                answers.giveBack(project, key);
            }
        }
        watched.copyBodyToResponse();
    }

    private static boolean mayBeDone(int status) {
        return status == 502 || status == 504;
    }

    private static KeptAnswer kept(ContentCachingResponseWrapper answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT) {
            String value =
                    name.equals("Content-Type") ? answer.getContentType() : answer.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new KeptAnswer(
                answer.getStatus(),
                headers,
                new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private static void repeat(KeptAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader("Idempotent-Replayed", "true");
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void checkKey(String key) {
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw Refusal.badRequest(
                    "An Idempotency-Key has 1 to 255 printable characters without spaces, for example a UUID.");
        }
    }

    private static byte[] fingerprint(HttpServletRequest request, byte[] body) {
        MessageDigest digest = HashAlgorithm.SHA256.newDigest();
        String line =
                String.join(
                        "\n",
                        request.getRequestURI(),
                        String.valueOf(request.getQueryString()),
                        String.valueOf(request.getContentType()),
                        "");
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        return digest.digest(body);
    }
}
