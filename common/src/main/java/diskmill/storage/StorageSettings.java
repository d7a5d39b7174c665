package diskmill.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where objects are kept.
 *
 * @param type {@code file}, a folder of this machine that every process on it may share, or {@code s3}, a bucket of MinIO or
 *     another S3 server; {@code file} by default
 */
@ConfigurationProperties("diskmill.storage")
public record StorageSettings(@DefaultValue("file") Type type) {

    /** The kinds of store; each has a package of its own, and a configuration in it. */
    public enum Type {
        FILE,
        S3
    }
}
