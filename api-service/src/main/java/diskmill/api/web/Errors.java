package diskmill.api.web;

import diskmill.messaging.MessagingUnavailable;
import diskmill.storage.StoreUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** Turns what goes wrong into an answer; the one place that knows which exception is which status. Threads may share it. */
public final class Errors {

    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    /** Seconds; a restart of a dependency takes about as long. */
    private static final int RETRY_AFTER = 5;

    /**
     * The request's attribute that holds a {@link Refusal} which came when the answer had begun; or when Tomcat had, by itself,
     * begun its own of 400, as it does when a body breaks off. That one can still be put right.
     */
    static final String LATE = "diskmill.refusal";

    private static final JsonMapper JSON = new JsonMapper();

    /** Answers for {@code failure}, or, where the answer has begun, breaks the connection so that the caller notices. */
    public void answer(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isHangUp(failure)) {
            log.debug("{}: the client hung up", RequestIds.of(request));
            return;
        }
        Refusal refusal = asRefusal(failure, request);
        if (response.isCommitted()) {
            request.setAttribute(LATE, refusal);
            throw new ClientAbortException("the answer broke off: " + refusal.sentence());
        }
        write(refusal, request, response);
    }

    void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.resetBuffer();
        for (String header :
                List.of(
                        HttpHeaders.CONTENT_RANGE,
                        HttpHeaders.ETAG,
                        "Content-MD5",
                        HttpHeaders.CONTENT_DISPOSITION,
                        HttpHeaders.CONTENT_LANGUAGE,
                        HttpHeaders.VARY)) {
            response.setHeader(header, null);
        }
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        if (mayPass(refusal.status()) && response.getHeader(HttpHeaders.RETRY_AFTER) == null) {
            response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        if (Envelope.isOf(request)) {
            byte[] bytes =
                    JSON.writeValueAsBytes(Envelope.failed(refusal.status(), refusal.sentence()));
            write(bytes, MediaType.APPLICATION_JSON_VALUE, response);
            return;
        }
        ErrorBody body = ErrorBody.of(refusal.status(), refusal.sentence());
        boolean html = prefersHtml(request);
        byte[] bytes =
                html
                        ? body.asHtml().getBytes(StandardCharsets.UTF_8)
                        : JSON.writeValueAsBytes(readsOnlyObjects(request) ? body.nested() : body);
        write(bytes, html ? "text/html;charset=UTF-8" : MediaType.APPLICATION_JSON_VALUE, response);
    }

    private static void write(byte[] bytes, String type, HttpServletResponse response)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    private static boolean mayPass(int status) {
        return status == 429 || status == 503;
    }

    static boolean isHangUp(Throwable failure) {
        return failure instanceof ClientAbortException
                || failure instanceof AsyncRequestNotUsableException;
    }

    private static Refusal asRefusal(Exception failure, HttpServletRequest request) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case HttpRequestMethodNotSupportedException wrong ->
                    new Refusal(
                            405,
                            "%s is not possible here.".formatted(wrong.getMethod()),
                            Map.of("Allow", allowed(wrong)));
            case NoHandlerFoundException _ -> nothingHere();
            case NoResourceFoundException _ -> nothingHere();
            case IOException broken when isMalformed(broken) ->
                    Refusal.badRequest(
                            "The body's transfer coding is malformed: each chunk is its length in hexadecimal digits, a line's end, its bytes, and a line's end.");
            case InvalidParameterException unreadable
                    when unreadable.getErrorCode()
                            == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE ->
                    Refusal.tooLarge("The form in the body is too large; send JSON.");
            case InvalidParameterException _ ->
                    Refusal.badRequest(
                            "The query of this address cannot be read; give each parameter a name, and encode its value as UTF-8 with %XX.");
            case ErrorResponse response when response.getStatusCode().is4xxClientError() ->
                    new Refusal(response.getStatusCode().value(), sentence(response));
            case DataAccessResourceFailureException away -> databaseAway(away, request);
            case TransientDataAccessException away -> databaseAway(away, request);
            case RecoverableDataAccessException away -> databaseAway(away, request);
            case TransactionSystemException away -> databaseAway(away, request);
            case CannotCreateTransactionException away -> databaseAway(away, request);
            case StoreUnavailable away -> away("The image store", away, request);
            case MessagingUnavailable away -> away("The message broker", away, request);
            default -> unexpected(failure, request);
        };
    }

    /** Tomcat says so of chunks, and whoever reads the body may have wrapped it. */
    private static boolean isMalformed(IOException broken) {
        return broken instanceof BadRequestException
                || broken.getCause() instanceof BadRequestException;
    }

    private static Refusal nothingHere() {
        return Refusal.notFound("There is nothing at this address.");
    }

    private static Refusal databaseAway(Exception away, HttpServletRequest request) {
        return away("The database", away, request);
    }

    private static Refusal away(String what, Exception away, HttpServletRequest request) {
        log.warn("{}: {} cannot be used now: {}", RequestIds.of(request), what, away.toString());
        return Refusal.unavailable(
                what + " cannot be used now; try again in a few seconds.", RETRY_AFTER);
    }

    private static Refusal unexpected(Exception failure, HttpServletRequest request) {
        String id = RequestIds.of(request);
        log.error(
                "{}: {} {} failed unexpectedly",
                id,
                request.getMethod(),
                request.getRequestURI(),
                failure);
        return new Refusal(
                500, "Something went wrong here; give this request id to your operator: " + id);
    }

    private static String sentence(ErrorResponse response) {
        String detail = response.getBody().getDetail();
        return detail == null ? "The request cannot be understood." : detail;
    }

    private static String allowed(HttpRequestMethodNotSupportedException wrong) {
        String[] methods = wrong.getSupportedMethods();
        return methods == null ? "" : String.join(", ", methods);
    }

    /** Glance's own client fails on an error's JSON unless each value at the top is an object (its {@code exc.from_response}). */
    private static boolean readsOnlyObjects(HttpServletRequest request) {
        String client = request.getHeader(HttpHeaders.USER_AGENT);
        return client != null && client.contains("python-glanceclient");
    }

    /** Whether HTML is asked for, and not JSON too. */
    private static boolean prefersHtml(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            return isWanted(MediaType.TEXT_HTML, types)
                    && !isWanted(MediaType.APPLICATION_JSON, types);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    /** By name; of a quality of 0 means that it is not. */
    private static boolean isWanted(MediaType wanted, List<MediaType> types) {
        return types.stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(wanted) && type.getQualityValue() > 0);
    }
}
