package diskmill.api.v2.data;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * Uploads.
 *
 * @param patience how long the answer to {@code PUT …/file} waits, after the last byte, for the image to be active or refused;
 *             100s by default. After it the answer is 204 although the image is still saving
 * @param concurrency how many uploads one process takes at once, 1 to 10000; 64 by default. More are answered 503. Each takes the
 *             memory of one intake; with an S3 store no more are taken than {@code diskmill.storage.s3.memory} has room for
 * @param minRate bytes a second that a client must send, over {@code minRateWindow} of waiting for it; below it the upload is ended
 *             with 408. 1KB by default; 0 lifts the limit
 * @param minRateWindow 30s by default
 */
// the setting is called wait, as no component of a record may be
@ConfigurationProperties("diskmill.upload")
record UploadSettings(
        @Name("wait") @DefaultValue("100s") Duration patience,
        @DefaultValue("64") int concurrency,
        @DefaultValue("1KB") DataSize minRate,
        @DefaultValue("30s") Duration minRateWindow) {

    UploadSettings {
        if (patience.isNegative() || patience.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "diskmill.upload.wait must be from 0s to 1h; clients give up much sooner than that");
        }
        if (concurrency < 1 || concurrency > 10_000) {
            throw new IllegalArgumentException(
                    "diskmill.upload.concurrency must be 1 to 10000 uploads; it is " + concurrency);
        }
        if (minRate.isNegative()) {
            throw new IllegalArgumentException(
                    "diskmill.upload.min-rate must not be negative; 0 lifts the limit");
        }
        if (minRateWindow.compareTo(Duration.ofSeconds(1)) < 0
                || minRateWindow.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "diskmill.upload.min-rate-window must be from 1s to 10m; uploads are looked at once a second");
        }
    }
}
