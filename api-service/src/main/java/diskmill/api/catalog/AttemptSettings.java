package diskmill.api.catalog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long attempts may take. Leases and deadlines are kept by the database's clock.
 *
 * @param deadline     from the beginning of an upload or import to its end; 24h by default
 * @param uploadLease  an upload without a sign of life for this long counts as broken off; 30s by default
 * @param lease        a worker's run without a sign of life for this long counts as dead, and the work is released again; 90s by
 *                     default, which is twice the share group's lock and more
 * @param stagedExpiry how long staged bytes wait for their import; 24h by default
 */
@ConfigurationProperties("diskmill.attempt")
public record AttemptSettings(
        @DefaultValue("24h") Duration deadline,
        @DefaultValue("30s") Duration uploadLease,
        @DefaultValue("90s") Duration lease,
        @DefaultValue("24h") Duration stagedExpiry) {

    public AttemptSettings {
        atLeast(Duration.ofMinutes(1), deadline, "deadline");
        atLeast(Duration.ofSeconds(5), uploadLease, "upload-lease");
        atLeast(Duration.ofSeconds(15), lease, "lease");
        atLeast(Duration.ofMinutes(1), stagedExpiry, "staged-expiry");
    }

    private static void atLeast(Duration least, Duration value, String name) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "diskmill.attempt.%s must be at least %ds; it is %dms"
                            .formatted(name, least.toSeconds(), value.toMillis()));
        }
    }
}
