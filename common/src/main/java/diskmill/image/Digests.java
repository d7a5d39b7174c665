package diskmill.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Digests of the same bytes, at most one an algorithm; in JSON a list such as {@code ["md5:…", "sha256:…"]}. */
public final class Digests {

    private final Map<HashAlgorithm, Digest> byAlgorithm = new EnumMap<>(HashAlgorithm.class);

    private Digests(Collection<Digest> digests) {
        for (Digest digest : digests) {
            if (byAlgorithm.put(digest.algorithm(), digest) != null) {
                throw new IllegalArgumentException("two digests by " + digest.algorithm());
            }
        }
    }

    @JsonCreator
    public static Digests of(Collection<Digest> digests) {
        return new Digests(digests);
    }

    public static Digests of(Digest... digests) {
        return new Digests(List.of(digests));
    }

    public Optional<Digest> find(HashAlgorithm algorithm) {
        return Optional.ofNullable(byAlgorithm.get(algorithm));
    }

    /** In the order of {@link HashAlgorithm}. */
    @JsonValue
    public List<Digest> all() {
        return List.copyOf(byAlgorithm.values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digests digests && byAlgorithm.equals(digests.byAlgorithm);
    }

    @Override
    public int hashCode() {
        return byAlgorithm.hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
