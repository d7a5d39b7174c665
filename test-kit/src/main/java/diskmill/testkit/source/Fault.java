package diskmill.testkit.source;

import java.util.Map;

/** How one answer of a {@link TestSource} goes wrong. */
public sealed interface Fault {

    /** Nothing goes wrong. */
    record None() implements Fault {}

    /** The connection is cut once so many bytes of the body were sent. */
    record CutAfter(long bytes) implements Fault {}

    /** Nothing more comes once so many bytes of the body were sent, and the connection stays open. */
    record StallAfter(long bytes) implements Fault {}

    /** The connection is accepted and the request read, but no answer comes. */
    record Silence() implements Fault {}

    /** An answer begins, and its header trickles on without an end. */
    record EndlessHead() implements Fault {}

    /** The connection is closed before any answer. */
    record HangUp() implements Fault {}

    /** These bytes are sent in place of an answer, and the connection is closed. */
    record Garbage(String bytes) implements Fault {}

    /** Another answer, with a small HTML page as its body. */
    record Answer(int status, Map<String, String> headers) implements Fault {}

    static Fault none() {
        return new None();
    }

    static Fault cutAfter(long bytes) {
        return new CutAfter(bytes);
    }

    static Fault stallAfter(long bytes) {
        return new StallAfter(bytes);
    }

    static Fault silence() {
        return new Silence();
    }

    static Fault endlessHead() {
        return new EndlessHead();
    }

    static Fault hangUp() {
        return new HangUp();
    }

    static Fault garbage(String bytes) {
        return new Garbage(bytes);
    }

    static Fault status(int status) {
        return new Answer(status, Map.of());
    }

    /** @param retryAfter as the header has it: seconds or an HTTP date */
    static Fault busy(int status, String retryAfter) {
        return new Answer(status, Map.of("Retry-After", retryAfter));
    }

    static Fault redirect(int status, String location) {
        return new Answer(status, Map.of("Location", location));
    }
}
