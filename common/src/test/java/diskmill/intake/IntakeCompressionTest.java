package diskmill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.RejectionReason;
import diskmill.intake.IntakeResult.Refused;
import diskmill.intake.IntakeResult.Stored;
import diskmill.testkit.disk.SampleDisks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compressed images are unpacked on their way in, but only as far as that is safe. */
class IntakeCompressionTest extends IntakeScene {

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aCompressedImageIsUnpacked(Packing packing) throws Exception {
        byte[] content = Sources.random(3 * MEBIBYTE + 5);
        byte[] packed = packing.pack(content);

        Stored stored = stored(take(bare(), Sources.inPortions(packed)));

        assertThat(storedBytes()).isEqualTo(content);
        assertThat(stored.sourceSize()).isEqualTo(packed.length);
        assertThat(stored.object().size()).isEqualTo(content.length);
        assertThat(stored.sourceDigests()).isEqualTo(digests(packed));
        assertThat(stored.storedDigests()).isEqualTo(digests(content));
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aSmallCompressedImageIsUnpacked(Packing packing) throws Exception {
        byte[] packed = packing.pack(new byte[] {1, 2, 3});

        Stored stored = store(bare(), packed);

        assertThat(storedBytes()).containsExactly(1, 2, 3);
        assertThat(stored.sourceDigests()).isEqualTo(digests(packed));
    }

    @Test
    void aCompressedDiskIsStoredAsWhatIsInside(@TempDir Path folder) throws Exception {
        byte[] disk = Files.readAllBytes(SampleDisks.in(folder).qcow2());

        Stored stored = store(bare(DiskFormat.QCOW2, null), Packing.XZ.pack(disk));

        assertThat(stored.format()).isEqualTo(DiskFormat.QCOW2);
        assertThat(stored.virtualSize()).isEqualTo(SampleDisks.VIRTUAL_SIZE);
        assertThat(storedBytes()).isEqualTo(disk);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void theExpectedDigestIsThatOfTheBytesAsTheyCame(Packing packing) throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));

        Stored stored = store(bare(null, digest(HashAlgorithm.SHA512, packed)), packed);

        assertThat(stored.sourceDigests().find(HashAlgorithm.SHA512)).isPresent();
        assertThat(stored.storedDigests().find(HashAlgorithm.SHA512)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void severalMembersAreOneImage(Packing packing) throws Exception {
        byte[] first = Sources.random(500_000);
        byte[] second = Sources.random(300_001);

        take(bare(), Sources.concat(packing.pack(first), packing.pack(second)));

        assertThat(storedBytes()).isEqualTo(Sources.concat(first, second));
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aCompressedImageWithoutBytesIsRefused(Packing packing) throws Exception {
        assertRefused(RejectionReason.EMPTY, bare(), packing.pack(new byte[0]));
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aStreamThatIsCutOffIsRefused(Packing packing) throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));

        for (int missing : new int[] {1, 4, 9, 100_000}) {
            byte[] cutOff = Arrays.copyOf(packed, packed.length - missing);
            assertRefused(RejectionReason.BAD_COMPRESSION, bare(), cutOff);
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void nothingButAHeaderIsRefused(Packing packing) throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));

        assertRefused(RejectionReason.BAD_COMPRESSION, bare(), Arrays.copyOf(packed, 16));
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aStreamWithAChangedByteIsRefused(Packing packing) throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));
        packed[packed.length / 2] ^= 0x55;

        assertRefused(RejectionReason.BAD_COMPRESSION, bare(), packed);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void whatFollowsTheStreamIsRefused(Packing packing) throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));

        for (int length : new int[] {1, 3, 100, 100_000}) {
            byte[] garbage = new byte[length];
            Arrays.fill(garbage, (byte) 0x5a);
            assertRefused(RejectionReason.BAD_COMPRESSION, bare(), Sources.concat(packed, garbage));
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void moreThanIsAllowedIsNotUnpacked(Packing packing) throws Exception {
        byte[] packed = packing.packZeros(20 * MEBIBYTE);

        Refused refused = refuse(upTo(10 * MEBIBYTE), packed);

        assertThat(refused.reason()).isEqualTo(RejectionReason.COMPRESSION_LIMIT);
        assertThat(refused.detail()).contains("10 MiB");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aStreamThatUnpacksToFarMoreThanItsSizeIsRefused(Packing packing) throws Exception {
        byte[] packed = packing.packZeros(66 * MEBIBYTE);

        Refused refused = refuse(bare(), packed);

        assertThat(refused.reason()).isEqualTo(RejectionReason.COMPRESSION_LIMIT);
        assertThat(refused.detail()).contains("200 times");
    }

    @Test
    void aSmallStreamMayUnpackToFarMoreThanItsSize() throws Exception {
        assertThat(take(bare(), Packing.ZSTD.packZeros(60 * MEBIBYTE))).isInstanceOf(Stored.class);
    }

    @Test
    void anXzStreamThatNeedsTooMuchMemoryIsRefused() throws Exception {
        byte[] packed = Packing.xzWithDictionary(new byte[1_000], 30);

        Refused refused = refuse(bare(), packed);

        assertThat(refused.reason()).isEqualTo(RejectionReason.COMPRESSION_LIMIT);
        assertThat(refused.detail()).contains("80 MiB");
    }

    @Test
    void anXzStreamOfTheHighestUsualLevelIsUnpacked() throws Exception {
        assertThat(take(bare(), Packing.xzWithDictionary(new byte[1_000], 28)))
                .isInstanceOf(Stored.class);
    }

    @Test
    void aZstdStreamThatNeedsTooMuchMemoryIsRefused() throws Exception {
        byte[] packed = Packing.zstdWithWindow(new byte[1_000], 28);

        Refused refused = refuse(bare(), packed);

        assertThat(refused.reason()).isEqualTo(RejectionReason.COMPRESSION_LIMIT);
        assertThat(refused.detail()).contains("128 MiB");
    }

    @Test
    void aZstdStreamOfTheHighestUsualLevelIsUnpacked() throws Exception {
        assertThat(take(bare(), Packing.zstdWithWindow(new byte[1_000], 27)))
                .isInstanceOf(Stored.class);
    }

    @Test
    void aStreamOfPzstdIsUnpacked() throws Exception {
        byte[] content = Sources.random(MEBIBYTE);
        byte[] frame = Packing.ZSTD.pack(content);
        byte[] announcement =
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(0x184d2a50)
                        .putInt(4)
                        .putInt(frame.length)
                        .array();

        take(bare(), Sources.concat(announcement, frame));

        assertThat(storedBytes()).isEqualTo(content);
    }

    /** A file name without end; what keeps it would run out of memory. */
    @Test
    void aGzipHeaderWithoutEndIsRefusedSoon() throws Exception {
        byte[] header = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        byte[] name = new byte[100 * MEBIBYTE];
        Arrays.fill(name, (byte) 'a');

        assertRefused(RejectionReason.BAD_COMPRESSION, bare(), Sources.concat(header, name));
        assertThat(watch.lastReceived()).isLessThan(4 * MEBIBYTE);
    }

    @Test
    void threeLettersAndADigitAreNoCompression() throws Exception {
        byte[] content = Arrays.copyOf(new byte[] {'B', 'Z', 'h', '9'}, 4096);

        take(bare(), content);

        assertThat(storedBytes()).isEqualTo(content);
    }

    @Test
    void onlyOneLayerIsUnpacked() throws Exception {
        byte[] inner = Packing.ZSTD.pack(Sources.random(1_000));

        IntakeResult result = take(bare(), Packing.GZIP.pack(inner));

        if (result instanceof Stored) {
            assertThat(storedBytes()).isEqualTo(inner);
        } else {
            assertThat(((Refused) result).reason()).isEqualTo(RejectionReason.NOT_A_DISK);
        }
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void theSourcesOwnFailureComesThroughTheUnpacking(Packing packing) {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));
        IOException failure = new IOException("the line is dead");

        assertThatThrownBy(() ->
                        take(
                                bare(),
                                Sources.breaksAfter(
                                        new ByteArrayInputStream(packed),
                                        packed.length / 2,
                                        failure)))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void theSourcesUncheckedFailureComesThroughTheUnpacking(Packing packing) {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));
        RuntimeException failure = new IllegalStateException("closed");

        assertThatThrownBy(() ->
                        take(
                                bare(),
                                Sources.breaksAfter(
                                        new ByteArrayInputStream(packed),
                                        packed.length / 2,
                                        failure)))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void aCompressedSourceThatIsTooLargeIsToldAsThat(Packing packing) throws Exception {
        byte[] packed = packing.pack(Sources.random(MEBIBYTE));

        assertRefused(RejectionReason.TOO_LARGE, upTo(MEBIBYTE / 2), packed);
    }

    private static Digests digests(byte[] content) {
        return Digests.of(
                digest(HashAlgorithm.MD5, content), digest(HashAlgorithm.SHA256, content));
    }
}
