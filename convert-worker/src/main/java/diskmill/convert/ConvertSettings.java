package diskmill.convert;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the convert-worker works.
 *
 * @param concurrency how many images at once; default 2. Each may take a core or two, and the memory of one qemu-img
 */
@ConfigurationProperties("diskmill.convert")
record ConvertSettings(@DefaultValue("2") int concurrency) {

    ConvertSettings {
        if (concurrency < 1 || concurrency > 64) {
            throw new IllegalArgumentException(
                    "diskmill.convert.concurrency must be between 1 and 64");
        }
    }
}
