package diskmill.api;

import diskmill.image.DiskFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What images are converted to.
 *
 * @param defaultTarget raw or qcow2, for images in container bare whose request does not say and whose format converts to it; empty, to
 *                      keep what comes, by default
 */
@ConfigurationProperties("diskmill.convert")
record ConversionSettings(@Nullable DiskFormat defaultTarget) {

    ConversionSettings {
        if (defaultTarget != null
                && defaultTarget != DiskFormat.RAW
                && defaultTarget != DiskFormat.QCOW2) {
            throw new IllegalArgumentException(
                    "diskmill.convert.default-target must be raw, qcow2 or empty; nothing converts to "
                            + defaultTarget);
        }
    }
}
