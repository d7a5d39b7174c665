package diskmill.api;

import diskmill.image.Limits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one image may take.
 *
 * @param maxSize        bytes, of what comes and of what is stored, each; 1TB (2^40 bytes) by default, as in Glance
 * @param maxVirtualSize bytes that a guest would see; 64TB by default
 */
@ConfigurationProperties("diskmill.limits")
record LimitSettings(
        @DefaultValue("1TB") DataSize maxSize, @DefaultValue("64TB") DataSize maxVirtualSize) {

    LimitSettings {
        if (maxSize.toBytes() <= 0 || maxVirtualSize.toBytes() <= 0) {
            throw new IllegalArgumentException(
                    "diskmill.limits.max-size and .max-virtual-size must be more than 0, for example 1TB");
        }
    }

    Limits limits() {
        return new Limits(maxSize.toBytes(), maxVirtualSize.toBytes());
    }
}
