package diskmill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.intake.IntakeResult.Refused;
import diskmill.intake.IntakeResult.Stored;
import diskmill.storage.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many compressed images come at once, their unpacking has a limit for all of them. */
class UnpackingMemoryTest extends IntakeScene {

    private static final long TWO_STREAMS = 256L * MEBIBYTE;

    private final UnpackingMemory memory = new UnpackingMemory(TWO_STREAMS);

    @ParameterizedTest
    @EnumSource(names = {"XZ", "ZSTD"})
    void ofManyStreamsNoMoreAreUnpackedAtOnceThanThereIsMemoryFor(Packing packing)
            throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));
        Crowd crowd = new Crowd(packing == Packing.XZ ? 3 : 2);
        List<Future<IntakeResult>> results = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                results.add(threads.submit(() -> take(crowd.member(packed))));
            }
        }

        for (Future<IntakeResult> result : results) {
            assertThat(result.get()).isInstanceOf(Stored.class);
        }
        assertThat(crowd.most()).isEqualTo(crowd.limit);
        assertThatAllIsFree();
    }

    @Test
    void aStreamThatNeedsMoreThanThereIsGetsAllOfIt() throws Exception {
        UnpackingMemory little = new UnpackingMemory(MEBIBYTE);
        byte[] packed = Packing.XZ.pack(Sources.random(1_000));

        IntakeResult result =
                new Intake(store(), SETTINGS, little)
                        .take(bare(), new ByteArrayInputStream(packed), Keys.fresh(), watch);

        assertThat(result).isInstanceOf(Stored.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"XZ", "ZSTD"})
    void aStreamThatIsRefusedOrBreaksGivesItsMemoryBack(Packing packing) throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));
        IOException failure = new IOException("the line is dead");
        byte[] broken = packed.clone();
        broken[packed.length / 2] ^= 0x55;

        assertThat(take(new ByteArrayInputStream(broken))).isInstanceOf(Refused.class);
        assertThatThrownBy(() ->
                        take(
                                Sources.breaksAfter(
                                        new ByteArrayInputStream(packed),
                                        packed.length / 2,
                                        failure)))
                .isSameAs(failure);
        assertThat(take(new ByteArrayInputStream(packed, 0, 16))).isInstanceOf(Refused.class);

        assertThatAllIsFree();
    }

    @Test
    void whoWaitsForMemoryCanBeInterrupted() throws Exception {
        try (UnpackingMemory.Share _ = memory.take(TWO_STREAMS)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> memory.take(1)).isInstanceOf(InterruptedException.class);
        }

        assertThatAllIsFree();
    }

    private IntakeResult take(InputStream source) throws IOException, InterruptedException {
        return new Intake(store(), SETTINGS, memory).take(bare(), source, Keys.fresh(), watch);
    }

    private void assertThatAllIsFree() throws Exception {
        try (UnpackingMemory.Share all = memory.take(TWO_STREAMS)) {
            assertThat(all.mebibytes()).isEqualTo(256);
            assertThat(all.free().availablePermits()).isZero();
        }
        assertThat(memory.take(0).free().availablePermits()).isEqualTo(256);
    }

    /** Streams that know how many of them are being unpacked; the first wait until there are as many as may be. */
    private static final class Crowd {

        private final int limit;
        private final CountDownLatch full;
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Crowd(int limit) {
            this.limit = limit;
            this.full = new CountDownLatch(limit);
        }

        int most() {
            return most.get();
        }

        InputStream member(byte[] packed) {
            return new ByteArrayInputStream(packed) {

                // the magic is looked at before anything is unpacked
                private boolean begun;

                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    if (pos < Compression.MAGIC_BYTES) {
                        return super.read(
                                target, offset, Math.min(length, Compression.MAGIC_BYTES - pos));
                    }
                    if (!begun) {
                        begun = true;
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        full.countDown();
                        awaitTheOthers();
                    }
                    if (pos == count) {
                        now.decrementAndGet();
                    }
                    return super.read(target, offset, length);
                }
            };
        }

        private void awaitTheOthers() {
            try {
                if (!full.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("fewer are unpacked at once than may be");
                }
            } catch (InterruptedException interrupt) {
                throw new IllegalStateException(interrupt);
            }
        }
    }
}
