package diskmill.ingest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an ingest-worker works.
 *
 * @param concurrency how many images one process fetches at once. Default 4
 */
@ConfigurationProperties("diskmill.ingest")
record IngestSettings(@DefaultValue("4") int concurrency) {

    /** @throws IllegalArgumentException with a sentence for the person who set it */
    IngestSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("diskmill.ingest.concurrency must be at least 1.");
        }
    }
}
