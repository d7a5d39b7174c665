package diskmill.api.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What was deleted because nobody needs it. Threads may share it. */
public final class RubbishMeters {

    private final Counter objects;
    private final Counter unfinished;
    private final Counter bytes;

    public RubbishMeters(MeterRegistry meters) {
        objects = counter(meters, "object");
        unfinished = counter(meters, "unfinished");
        bytes =
                Counter.builder("diskmill.rubbish.bytes")
                        .description("Bytes of whole objects that were deleted as rubbish")
                        .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String kind) {
        return Counter.builder("diskmill.rubbish.deleted")
                .description("Objects and unfinished uploads that were deleted as rubbish")
                .tag("kind", kind)
                .register(meters);
    }

    /** @param whole whether it was an object, and not an unfinished upload */
    void deleted(boolean whole, long size) {
        (whole ? objects : unfinished).increment();
        bytes.increment((double) size);
    }
}
