package diskmill.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.image.Digest;
import diskmill.image.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDigestsTest {

    private static final Set<HashAlgorithm> ALL = Set.of(HashAlgorithm.values());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 10 << 18})
    void areThoseOfAllBytes(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(2).nextBytes(bytes);

        var digests = FileDigests.of(new ByteArrayInputStream(bytes), ALL, (_, _) -> {});

        for (HashAlgorithm algorithm : ALL) {
            assertThat(digests.find(algorithm))
                    .contains(Digest.of(algorithm, algorithm.newDigest().digest(bytes)));
        }
    }

    @Test
    void anInterruptEndsThem() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        return length;
                    }
                };

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> FileDigests.of(endless, ALL, (_, _) -> {}))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aBrokenReadEndsThem() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw new IOException("broken");
                    }
                };

        assertThatThrownBy(() -> FileDigests.of(broken, ALL, (_, _) -> {})).hasMessage("broken");
    }
}
