package diskmill.digest;

import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.HashAlgorithm;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One digest of the bytes as they pass. */
public final class Digesting implements BufferRing.Consumer {

    private final HashAlgorithm algorithm;
    private final MessageDigest digest;

    private Digesting(HashAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.digest = algorithm.newDigest();
    }

    public static List<Digesting> of(Set<HashAlgorithm> algorithms) {
        return EnumSet.copyOf(algorithms).stream().map(Digesting::new).toList();
    }

    /** Called once, after the last byte. */
    public static Digests finish(List<Digesting> all) {
        return Digests.of(
                all.stream().map(one -> Digest.of(one.algorithm, one.digest.digest())).toList());
    }

    @Override
    public String name() {
        return algorithm.toString();
    }

    @Override
    public void accept(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }
}
