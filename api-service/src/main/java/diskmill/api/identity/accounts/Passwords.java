package diskmill.api.identity.accounts;

import diskmill.api.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Hashes of passwords and secrets by bcrypt. Each costs some 100 ms of CPU on purpose, so only a few run at once. */
public final class Passwords {

    /** As long as many that log in at once take, and well before their clients give up. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** bcrypt's own limit, in bytes; what is beyond it would count for nothing. */
    public static final int MAX_BYTES = 72;

    /** 2^10 rounds: 60-100 ms a hash. */
    private static final int STRENGTH = 10;

    private final BCryptPasswordEncoder bcrypt =
            new BCryptPasswordEncoder(STRENGTH, new SecureRandom());

    private final Duration longestWait;
    private final Semaphore atOnce;

    /** Compared with for a user who is not there, so that the time of an answer tells nobody who is. */
    private final String nobody = hashed("nobody has this password");

    /** Leaves a processor to everything else. */
    Passwords() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), LONGEST_WAIT);
    }

    Passwords(int places, Duration longestWait) {
        this.longestWait = longestWait;
        // in turn, or who makes an account might wait for all that log in meanwhile
        this.atOnce = new Semaphore(places, true);
    }

    /** A processor's time, for who holds it; given back when it is closed. */
    public final class Place implements AutoCloseable {

        private Place() {}

        /** @param hash null for a user who is not there, empty for one without a password: then it takes as long, and is false */
        public boolean matches(String password, @Nullable String hash) {
            if (!fits(password)) {
                return false;
            }
            boolean none = hash == null || hash.isEmpty();
            return bcrypt.matches(password, none ? nobody : hash) && !none;
        }

        @Override
        public void close() {
            atOnce.release();
        }
    }

    /** Waits for one, which the caller closes; empty where there was none within {@link #LONGEST_WAIT}. */
    public Optional<Place> place() throws InterruptedException {
        return atOnce.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(new Place())
                : Optional.empty();
    }

    /**
     * @throws IllegalArgumentException for more than 72 bytes
     * @throws Refusal 503 if there was no place within {@link #LONGEST_WAIT}
     */
    String hash(String password) throws InterruptedException {
        try (Place _ = place().orElseThrow(Passwords::tooMany)) {
            return hashed(password);
        }
    }

    private static Refusal tooMany() {
        return Refusal.unavailable(
                "Too many logins are under way for a new password to be kept; try again in some seconds.",
                (int) LONGEST_WAIT.toSeconds());
    }

    public static boolean fits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private String hashed(String password) {
        String hash = bcrypt.encode(password);
        if (hash == null) {
            throw new IllegalArgumentException("no password to hash");
        }
        return hash;
    }
}
