package diskmill.ingest.source;

import diskmill.intake.LowestRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long sources are waited for. (The addresses that are open to imports are the gate's settings, under the same prefix.)
 *
 * @param connectTimeout for one address of the source; a try that fails to connect lasts at least as long, so that nobody
 *     learns from the time what lies behind an address. Default 5s: two lost packets
 * @param answerTimeout  from the look-up of the name to the end of the answer's header. Default 30s
 * @param readTimeout    without a single byte of the body. Default 30s
 * @param minRate        bytes a second, over {@code minRateWindow} of waiting for the source; below it a transfer counts as
 *     broken. Default 1KB
 * @param minRateWindow  default 30s
 * @param tries          how often in a row, without a mebibyte of progress, a source may fail; and how often it may be begun from
 *     its first byte. Default 5
 * @param firstPause     between the first try and the second; doubles from try to try, less up to a half by chance. Default 1s
 * @param longestPause   which neither the doubling nor the source's Retry-After exceeds. Default 30s
 */
@ConfigurationProperties("diskmill.source")
public record SourceSettings(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration answerTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("1KB") DataSize minRate,
        @DefaultValue("30s") Duration minRateWindow,
        @DefaultValue("5") int tries,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("30s") Duration longestPause) {

    /** @throws IllegalArgumentException with a sentence for each fault */
    public SourceSettings {
        List<String> faults = new ArrayList<>();
        positive(faults, "connect-timeout", connectTimeout);
        positive(faults, "answer-timeout", answerTimeout);
        positive(faults, "read-timeout", readTimeout);
        positive(faults, "min-rate-window", minRateWindow);
        positive(faults, "first-pause", firstPause);
        if (minRate.isNegative()) {
            faults.add("diskmill.source.min-rate must not be negative; 0 lifts the limit.");
        }
        if (tries < 1) {
            faults.add("diskmill.source.tries must be at least 1.");
        }
        if (longestPause.compareTo(firstPause) < 0) {
            faults.add(
                    "diskmill.source.longest-pause must not be shorter than diskmill.source.first-pause.");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", faults));
        }
    }

    /** Counts anew. */
    LowestRate lowestRate() {
        return new LowestRate(minRate, minRateWindow);
    }

    private static void positive(List<String> faults, String key, Duration value) {
        if (value.toMillis() < 1) {
            faults.add(
                    "diskmill.source.%s must be a time of at least 1ms, such as 30s."
                            .formatted(key));
        }
    }
}
