package diskmill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.Limits;
import diskmill.image.RejectionReason;
import diskmill.intake.IntakeResult.Refused;
import diskmill.intake.IntakeResult.Stored;
import diskmill.storage.KeyPrefix;
import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.file.FileObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** An intake into a store in a folder, with a ring so small that a megabyte already takes the threads. */
abstract class IntakeScene {

    static final int MEBIBYTE = 1 << 20;

    /** What fits into the ring, and so passes without threads. */
    static final int RING = 256 * 1024;

    static final IntakeSettings SETTINGS =
            new IntakeSettings(
                    DataSize.ofKilobytes(64), RING / (64 * 1024), 200, DataSize.ofMegabytes(80));

    static final Limits LIMITS = new Limits(256L * MEBIBYTE, 1024L * MEBIBYTE);

    final ObjectKey key = Keys.fresh();
    final Watch watch = new Watch();

    private @Nullable FileObjectStore files;
    private @Nullable ObservedStore observed;

    @BeforeEach
    void openStore(@TempDir Path folder) throws IOException {
        files = FileObjectStore.open(folder);
        observed = new ObservedStore(files);
    }

    @AfterEach
    void closeStore() throws IOException {
        if (files != null) {
            files.close();
        }
    }

    ObservedStore store() {
        if (observed == null) {
            throw new IllegalStateException("the store is not open");
        }
        return observed;
    }

    static IntakeRequest bare() {
        return bare(null, null);
    }

    static IntakeRequest bare(@Nullable DiskFormat claimed, @Nullable Digest expected) {
        return new IntakeRequest(
                ContainerFormat.BARE, claimed, expected, HashAlgorithm.SHA256, LIMITS);
    }

    static IntakeRequest upTo(long maxBytes) {
        return new IntakeRequest(
                ContainerFormat.BARE,
                null,
                null,
                HashAlgorithm.SHA256,
                new Limits(maxBytes, LIMITS.maxVirtualBytes()));
    }

    IntakeResult take(IntakeRequest request, byte[] content)
            throws IOException, InterruptedException {
        return take(request, new ByteArrayInputStream(content));
    }

    IntakeResult take(IntakeRequest request, InputStream source)
            throws IOException, InterruptedException {
        return new Intake(store(), SETTINGS).take(request, source, key, watch);
    }

    Stored store(IntakeRequest request, byte[] content) throws IOException, InterruptedException {
        return stored(take(request, content));
    }

    static Stored stored(IntakeResult result) {
        assertThat(result).isInstanceOf(Stored.class);
        return (Stored) result;
    }

    Refused refuse(IntakeRequest request, byte[] content) throws IOException, InterruptedException {
        return refused(take(request, content));
    }

    Refused refused(IntakeResult result) throws IOException {
        assertThat(result).isInstanceOf(Refused.class);
        assertThat(store().list(KeyPrefix.ALL)).isEmpty();
        return (Refused) result;
    }

    void assertRefused(RejectionReason reason, IntakeRequest request, byte[] content)
            throws IOException, InterruptedException {
        assertThat(refuse(request, content).reason()).isEqualTo(reason);
    }

    byte[] storedBytes() throws IOException {
        try (InputStream content = store().open(key, 0, Long.MAX_VALUE)) {
            return content.readAllBytes();
        }
    }

    static Digest digest(HashAlgorithm algorithm, byte[] content) {
        return Digest.of(algorithm, algorithm.newDigest().digest(content));
    }

    /** Notes what it is told. */
    static final class Watch implements IntakeWatch {

        private final AtomicLong received = new AtomicLong();
        private final AtomicLong calls = new AtomicLong();
        private volatile boolean unwanted;

        void unwant() {
            unwanted = true;
        }

        long lastReceived() {
            return received.get();
        }

        long calls() {
            return calls.get();
        }

        @Override
        public void received(long sourceBytes) {
            received.set(sourceBytes);
            calls.incrementAndGet();
        }

        @Override
        public boolean unwanted() {
            return unwanted;
        }
    }
}
