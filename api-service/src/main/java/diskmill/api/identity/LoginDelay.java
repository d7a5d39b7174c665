package diskmill.api.identity;

import diskmill.image.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses a user's password: after some failures the next try for that name waits one second, then two, four and
 * so on, up to sixteen. It is told to come later, not kept waiting. Of this process alone. Threads may share it.
 */
public final class LoginDelay {

    /** Nobody mistypes four times in a second, but scripts that start together do log in together. */
    private static final int FREE_FAILURES = 3;

    private static final int MAX_DOUBLINGS = 4;

    private static final int MAX_NAMES = 10_000;

    private record Failures(int count, Instant nextTry) {}

    private final Clock clock;

    /** By {@link #key}. */
    private final Map<String, Failures> byName = new LinkedHashMap<>();

    public LoginDelay(Clock clock) {
        this.clock = clock;
    }

    /** How long until this name may be tried; zero or less if it may be now. */
    public synchronized Duration left(String name) {
        Failures failures = byName.get(key(name));
        return failures == null
                ? Duration.ZERO
                : Duration.between(clock.instant(), failures.nextTry());
    }

    public synchronized void failed(String name) {
        String key = key(name);
        Failures before = byName.remove(key);
        int count = before == null ? 1 : before.count() + 1;
        byName.put(key, new Failures(count, clock.instant().plus(waitAfter(count))));
        if (byName.size() > MAX_NAMES) {
            byName.remove(byName.keySet().iterator().next());
        }
    }

    private static Duration waitAfter(int failures) {
        return failures <= FREE_FAILURES
                ? Duration.ZERO
                : Duration.ofSeconds(1L << Math.min(failures - FREE_FAILURES - 1, MAX_DOUBLINGS));
    }

    public synchronized void succeeded(String name) {
        byName.remove(key(name));
    }

    /** Of one size however long the name is, since whoever asks for a token chooses the name. */
    static String key(String name) {
        return HexFormat.of()
                .formatHex(
                        HashAlgorithm.SHA256
                                .newDigest()
                                .digest(name.getBytes(StandardCharsets.UTF_8)));
    }
}
