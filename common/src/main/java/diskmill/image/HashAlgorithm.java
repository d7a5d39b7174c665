package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The digests that we compute, by the names that Glance gives them ({@code os_hash_algo}). */
public enum HashAlgorithm {
    MD5("MD5", 32),
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int hexLength;

    HashAlgorithm(String javaName, int hexLength) {
        this.javaName = javaName;
        this.hexLength = hexLength;
    }

    public static Optional<HashAlgorithm> tryParse(String word) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.toString().equals(word))
                .findFirst();
    }

    /** @throws IllegalArgumentException if we do not know the algorithm */
    @JsonCreator
    public static HashAlgorithm parse(String word) {
        return tryParse(word)
                .orElseThrow(() -> new IllegalArgumentException("no hash algorithm: " + word));
    }

    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no " + javaName, missing);
        }
    }

    int hexLength() {
        return hexLength;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
