package diskmill.api;

import diskmill.image.HashAlgorithm;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is computed of every image.
 *
 * @param hashAlgorithm the algorithm of {@code os_hash_value}, sha256 or sha512; sha256 by default
 */
@ConfigurationProperties("diskmill")
record ImageSettings(@DefaultValue("sha256") HashAlgorithm hashAlgorithm) {

    ImageSettings {
        if (hashAlgorithm == HashAlgorithm.MD5) {
            throw new IllegalArgumentException(
                    "diskmill.hash-algorithm must be sha256 or sha512; md5 is computed anyway");
        }
    }
}
