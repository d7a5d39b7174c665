package diskmill.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What sources have sent, and how much of it became images: the difference is what was asked for twice, or for nothing. */
final class IngestMetrics {

    private final Counter sourceBytes;
    private final Counter imageBytes;

    IngestMetrics(MeterRegistry registry) {
        sourceBytes =
                Counter.builder("diskmill.source.bytes")
                        .baseUnit("bytes")
                        .description("Sent by sources")
                        .register(registry);
        imageBytes =
                Counter.builder("diskmill.image.bytes")
                        .baseUnit("bytes")
                        .description("Of sources that were taken in whole")
                        .register(registry);
    }

    /** Counts one body while it comes. */
    Received receiving() {
        return new Received();
    }

    void ingested(long bytes) {
        imageBytes.increment((double) bytes);
    }

    /** What of one body is counted already. For one thread. */
    final class Received {

        private long counted;

        /** @param bytes that have come since the body's beginning */
        void upTo(long bytes) {
            sourceBytes.increment((double) (bytes - counted));
            counted = bytes;
        }
    }
}
