package diskmill.api.v2.data;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Uploads.
 *
 * @param patience how long the answer to {@code PUT …/file} waits, after the last byte, for the image to be active or refused;
 *             100s by default. After it the answer is 204 although the image is still saving
 * @param concurrency how many uploads one process takes at once, 1 to 10000; 64 by default. More are answered 503. Each takes the
 *             memory of one intake
 */
// the setting is called wait, as no component of a record may be
@ConfigurationProperties("diskmill.upload")
record UploadSettings(
        @Name("wait") @DefaultValue("100s") Duration patience,
        @DefaultValue("64") int concurrency) {

    UploadSettings {
        if (patience.isNegative() || patience.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "diskmill.upload.wait must be from 0s to 1h; clients give up much sooner than that");
        }
        if (concurrency < 1 || concurrency > 10_000) {
            throw new IllegalArgumentException(
                    "diskmill.upload.concurrency must be 1 to 10000 uploads; it is " + concurrency);
        }
    }
}
