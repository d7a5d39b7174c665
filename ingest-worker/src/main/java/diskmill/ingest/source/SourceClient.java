package diskmill.ingest.source;

import diskmill.gate.AddressCheck;
import diskmill.gate.AddressGate;
import diskmill.gate.SafeUri;
import diskmill.gate.Target;
import diskmill.image.RejectionReason;
import diskmill.ingest.source.SourceConnections.AnswerTooLate;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.utils.URIUtils;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source once: through its redirects, each of which passes the gate, to an answer that can be acted on. */
final class SourceClient {

    private static final Logger log = LoggerFactory.getLogger(SourceClient.class);

    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> MAY_PASS = Set.of(408, 425, 429);
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    /** One sentence for every cause, so that nobody learns by imports what lies behind our addresses. */
    private static final String UNREACHABLE =
            "The source cannot be reached: its address, or one that it redirects to, is not open to imports, or nobody answers"
                    + " there.";

    private final AddressGate gate;
    private final SourceConnections connections;
    private final SourceSettings settings;
    private final Clock clock;

    SourceClient(
            AddressGate gate, SourceConnections connections, SourceSettings settings, Clock clock) {
        this.gate = gate;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param from null for the whole; the answer may still be any of 200, 206, 412 and 416 */
    Reply ask(URI source, @Nullable ResumePoint from) throws InterruptedException {
        URI next = source;
        boolean wasSecure = false;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            long began = System.nanoTime();
            Target target;
            switch (gate.check(next)) {
                case AddressCheck.Blocked(var why) -> {
                    log.info("{} is closed to imports: {}", SafeUri.of(next), why);
                    return unreachable(began);
                }
                case AddressCheck.Allowed(var open) -> target = open;
            }
            if (wasSecure && !target.secure()) {
                return redirects("The source redirects from https to http, which is not followed.");
            }
            wasSecure = target.secure();
            Answer answer;
            try {
                answer = connections.get(target, from);
            } catch (IOException failed) {
                return noAnswer(failed, began);
            }
            Optional<String> location = answer.header("Location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return judge(target, answer, from);
            }
            answer.close();
            try {
                next = follow(target.uri(), location.get());
            } catch (URISyntaxException | IllegalArgumentException malformed) {
                return redirects("The source redirects to something that is no address.");
            }
        }
        return redirects(
                "The source redirects more than %d times; use the address where it ends."
                        .formatted(MOST_REDIRECTS));
    }

    private static URI follow(URI from, String location) throws URISyntaxException {
        var to = new URI(location);
        return to.isAbsolute() ? to : URIUtils.resolve(from, to);
    }

    private Reply judge(Target target, Answer answer, @Nullable ResumePoint from) {
        int status = answer.status();
        boolean sending =
                status == 200
                        || (from != null && (status == 206 || status == 412 || status == 416));
        if (sending) {
            Optional<String> encoding = foreignEncoding(target, answer);
            if (encoding.isEmpty()) {
                return new Reply.Sending(answer);
            }
            answer.close();
            return new Reply.Refusing(
                    RejectionReason.SOURCE_ERROR,
                    "The source sends its bytes in a Content-Encoding although it was asked for none; turn that off for this"
                            + " address.");
        }
        Duration retryAfter = answer.retryAfter(clock);
        answer.close();
        if (status >= 500 || MAY_PASS.contains(status)) {
            return new Reply.Later(
                    RejectionReason.SOURCE_ERROR,
                    "The source answers with status %d; try again when it is well."
                            .formatted(status),
                    retryAfter);
        }
        return new Reply.Refusing(RejectionReason.SOURCE_ERROR, refusal(status));
    }

    private static String refusal(int status) {
        return switch (status) {
            case 401, 403, 407 ->
                    "The source answers with status %d: it wants credentials; use an address that needs none, such as a signed one."
                            .formatted(status);
            case 404, 410 ->
                    "The source answers with status %d: nothing is there; check the address."
                            .formatted(status);
            default ->
                    "The source answers with status %d, where 200 was expected; check the address."
                            .formatted(status);
        };
    }

    /**
     * Some servers mark a file that is itself compressed by its name's end: then the bytes are the file's own. Any other
     * encoding was made for this answer, and its bytes are not the source's.
     */
    private static Optional<String> foreignEncoding(Target target, Answer answer) {
        return answer.header("Content-Encoding")
                .filter(encoding -> !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity"))
                .filter(encoding ->
                        !(GZIP.contains(encoding.toLowerCase(Locale.ROOT))
                                && target.uri().getRawPath().endsWith(".gz")));
    }

    private Reply noAnswer(IOException failed, long began) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while asking a source");
        }
        log.info("no answer from a source: {}", failed.toString());
        return switch (failed) {
            case AnswerTooLate _ -> tooLate();
            case ConnectTimeoutException _ -> unreachable(began);
            case SocketTimeoutException _ -> tooLate();
            case SSLException _ -> noTls(failed);
            case ClientProtocolException _ -> notHttp();
            case MessageConstraintException _ -> notHttp();
            default -> unreachable(began);
        };
    }

    private static Reply tooLate() {
        return new Reply.Later(
                RejectionReason.SOURCE_TOO_SLOW,
                "The source takes a connection but does not answer in time; try again when it is well.");
    }

    private static Reply noTls(IOException failed) {
        boolean certificate =
                failed instanceof SSLPeerUnverifiedException
                        || Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                                .anyMatch(CertificateException.class::isInstance);
        return certificate
                ? new Reply.Refusing(
                        RejectionReason.SOURCE_ERROR,
                        "The source's certificate cannot be trusted; it must fit the host's name and come from a public authority.")
                : new Reply.Later(
                        RejectionReason.SOURCE_ERROR,
                        "No TLS connection to the source can be made; check the address.");
    }

    private static Reply notHttp() {
        return new Reply.Refusing(
                RejectionReason.SOURCE_ERROR,
                "The source's answer is not an HTTP answer that can be read; check the address.");
    }

    private static Reply redirects(String sentence) {
        return new Reply.Refusing(RejectionReason.SOURCE_REDIRECTS, sentence);
    }

    /** Lasts as long whether the address is closed, unknown, refusing or silent. */
    private Reply unreachable(long began) throws InterruptedException {
        long spent = System.nanoTime() - began;
        Thread.sleep(Duration.ofNanos(Math.max(0, settings.connectTimeout().toNanos() - spent)));
        return new Reply.Later(RejectionReason.SOURCE_UNREACHABLE, UNREACHABLE);
    }
}
