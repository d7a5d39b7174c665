package diskmill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.RejectionReason;
import diskmill.intake.IntakeResult.Refused;
import diskmill.intake.IntakeResult.Stored;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import diskmill.testkit.disk.SampleDisks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out as it was, digested; or it is refused, and nothing is left. */
class IntakeTest extends IntakeScene {

    @ParameterizedTest
    @ValueSource(
            ints = {1, 511, 65_535, 65_536, 65_537, RING - 1, RING, RING + 1, 2 * RING, 5_000_001})
    void bytesAreStoredAsTheyCame(int size) throws Exception {
        byte[] content = Sources.random(size);

        Stored stored = stored(take(bare(), Sources.inPortions(content)));

        assertThat(storedBytes()).isEqualTo(content);
        assertThat(stored.object()).isEqualTo(store().find(key).orElseThrow());
        assertThat(stored.object().size()).isEqualTo(size);
        assertThat(stored.sourceSize()).isEqualTo(size);
        assertThat(stored.format()).isEqualTo(DiskFormat.RAW);
        assertThat(stored.storedDigests()).isEqualTo(digests(content));
        assertThat(stored.sourceDigests()).isEqualTo(digests(content));
    }

    @Test
    void noBytesAreRefused() throws Exception {
        assertRefused(RejectionReason.EMPTY, bare(), new byte[0]);
        assertThat(store().hasBegun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void asManyBytesAsAreAllowedAreTaken(int size) throws Exception {
        assertThat(take(upTo(size), new byte[size])).isInstanceOf(Stored.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void oneByteMoreThanIsAllowedIsRefusedWithTheLimit(int limit) throws Exception {
        Refused refused = refuse(upTo(limit), new byte[limit + 1]);

        assertThat(refused.reason()).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(refused.detail()).contains(limit + " bytes");
    }

    @Test
    void whatIsAnnouncedAsTooLargeIsRefusedBeforeAnythingIsRead() throws Exception {
        InputStream unreadable = InputStream.nullInputStream();
        unreadable.close();

        Refused refused = refused(take(announced(LIMITS.maxBytes() + 1), unreadable));

        assertThat(refused.reason()).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(refused.detail())
                .contains("268435457 bytes")
                .contains("256 MiB (268435456 bytes)");
        store().takeAtMost(1_000);
        assertThat(refused(take(announced(1_001L), unreadable)).detail()).contains("1000 bytes");
    }

    @Test
    void noMoreIsTakenThanTheStoreTakes() throws Exception {
        store().takeAtMost(1_000);

        assertRefused(RejectionReason.TOO_LARGE, bare(), new byte[1_001]);
        assertThat(take(announced(1_000L), new ByteArrayInputStream(new byte[1_000])))
                .isInstanceOf(Stored.class);
    }

    private static IntakeRequest announced(long bytes) {
        return new IntakeRequest(
                ContainerFormat.BARE,
                null,
                null,
                HashAlgorithm.SHA256,
                LIMITS,
                UploadNote.NONE,
                bytes);
    }

    @Test
    void aSourceWithoutEndIsReadOnlyALittlePastTheLimit() throws Exception {
        Refused refused = refused(take(upTo(3 * MEBIBYTE), Sources.repeating(Long.MAX_VALUE)));

        assertThat(refused.detail()).contains("3 MiB (3145728 bytes)");
        assertThat(watch.lastReceived()).isLessThanOrEqualTo(3 * MEBIBYTE);
        assertThat(store().isAborted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void theExpectedDigestIsFound(int size) throws Exception {
        byte[] content = Sources.random(size);
        Digest expected = digest(HashAlgorithm.SHA512, content);

        Stored stored = store(bare(null, expected), content);

        assertThat(stored.sourceDigests().find(HashAlgorithm.SHA512)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void anotherDigestThanExpectedIsRefusedWithBoth(int size) throws Exception {
        byte[] content = Sources.random(size);
        Digest expected = digest(HashAlgorithm.MD5, new byte[0]);

        Refused refused = refuse(bare(null, expected), content);

        assertThat(refused.reason()).isEqualTo(RejectionReason.CHECKSUM_MISMATCH);
        assertThat(refused.detail())
                .contains(expected.toString())
                .contains(digest(HashAlgorithm.MD5, content).toString());
        assertThat(store().isAborted()).isTrue();
    }

    @Test
    void aHashOfMd5AloneIsOneDigest() throws Exception {
        byte[] content = Sources.random(1_000);

        Stored stored =
                store(
                        new IntakeRequest(
                                ContainerFormat.BARE, null, null, HashAlgorithm.MD5, LIMITS),
                        content);

        assertThat(stored.storedDigests().all())
                .containsExactly(digest(HashAlgorithm.MD5, content));
    }

    @Test
    void theWatchHearsOfAllBytesAboutOnceABuffer() throws Exception {
        take(bare(), Sources.repeating(5 * MEBIBYTE + 1));

        assertThat(watch.lastReceived()).isEqualTo(5 * MEBIBYTE + 1);
        assertThat(watch.calls()).isBetween(50L, 200L);
    }

    @Test
    void aDiskIsStoredAsWhatItIs(@TempDir Path folder) throws Exception {
        byte[] disk = Files.readAllBytes(SampleDisks.in(folder).qcow2());

        Stored stored = store(bare(), disk);

        assertThat(stored.format()).isEqualTo(DiskFormat.QCOW2);
        assertThat(stored.virtualSize()).isEqualTo(SampleDisks.VIRTUAL_SIZE);
        assertThat(storedBytes()).isEqualTo(disk);
    }

    @Test
    void aClaimThatTheHeaderDeniesIsRefusedWithinTheFirstMebibyte() throws Exception {
        Refused refused =
                refused(take(bare(DiskFormat.QCOW2, null), Sources.repeating(Long.MAX_VALUE)));

        assertThat(refused.reason()).isEqualTo(RejectionReason.FORMAT_MISMATCH);
        assertThat(watch.lastReceived()).isLessThanOrEqualTo(2 * MEBIBYTE);
    }

    @Test
    void aQcow2ThatIsClaimedToBeRawIsRefusedBeforeTheStoreHearsOfIt(@TempDir Path folder)
            throws Exception {
        byte[] disk = Files.readAllBytes(SampleDisks.in(folder).qcow2());

        assertRefused(RejectionReason.FORMAT_MISMATCH, bare(DiskFormat.RAW, null), disk);
        assertThat(store().hasBegun()).isFalse();
    }

    @Test
    void aDiskThatIsCutOffIsRefusedAtItsEnd(@TempDir Path folder) throws Exception {
        SampleDisks disks = SampleDisks.in(folder);
        byte[] disk = Files.readAllBytes(disks.truncated(disks.iso(), 90));

        assertRefused(RejectionReason.DAMAGED, bare(), disk);
    }

    @Test
    void bytesThatBrokeOnTheirWayAreToldAsThat(@TempDir Path folder) throws Exception {
        SampleDisks disks = SampleDisks.in(folder);
        Digest whole = digest(HashAlgorithm.SHA256, Files.readAllBytes(disks.qcow2()));
        byte[] cutOff = Files.readAllBytes(disks.truncated(disks.qcow2(), 60));

        assertRefused(RejectionReason.CHECKSUM_MISMATCH, bare(null, whole), cutOff);
    }

    @Test
    void aBackingFileIsRefusedInAnyContainer(@TempDir Path folder) throws Exception {
        byte[] disk = Files.readAllBytes(SampleDisks.in(folder).broken().qcow2WithBackingFile());

        assertRefused(RejectionReason.UNSAFE, bare(), disk);
        assertRefused(RejectionReason.UNSAFE, in(ContainerFormat.OVA), disk);
    }

    @Test
    void aPageInsteadOfADiskIsRefused(@TempDir Path folder) throws Exception {
        byte[] page = Files.readAllBytes(SampleDisks.in(folder).broken().htmlPage());

        assertRefused(RejectionReason.NOT_A_DISK, bare(), page);
    }

    @Test
    void anotherContainerIsStoredAsItCame() throws Exception {
        byte[] ramdisk = Packing.GZIP.pack(Sources.random(100_000));

        Stored stored = store(in(ContainerFormat.ARI), ramdisk);

        assertThat(storedBytes()).isEqualTo(ramdisk);
        assertThat(stored.virtualSize()).isNull();
        assertThat(stored.format()).isEqualTo(DiskFormat.ARI);
    }

    @Test
    void aSparseDiskStaysWhole() throws Exception {
        byte[] content = new byte[3 * MEBIBYTE + 17];
        content[MEBIBYTE] = 1;

        Stored stored = store(bare(), content);

        assertThat(storedBytes()).isEqualTo(content);
        assertThat(stored.virtualSize()).isEqualTo(content.length);
    }

    @Test
    void theSameSourceTakenTwiceIsTheSameTwice() throws Exception {
        byte[] content = Sources.random(1_000_000);

        Stored first = store(bare(), content);
        Stored second = store(bare(), content);

        assertThat(second.storedDigests()).isEqualTo(first.storedDigests());
        assertThat(store().find(key).map(StoredObject::size)).isEqualTo(Optional.of(1_000_000L));
    }

    @Test
    void theSourceIsLeftOpenForItsOwner() throws Exception {
        var source =
                new InputStream() {
                    private boolean closed;

                    @Override
                    public int read() {
                        return -1;
                    }

                    @Override
                    public void close() throws IOException {
                        closed = true;
                        super.close();
                    }
                };

        take(bare(), source);

        assertThat(source.closed).isFalse();
    }

    private static IntakeRequest in(ContainerFormat container) {
        return new IntakeRequest(container, DiskFormat.ARI, null, HashAlgorithm.SHA256, LIMITS);
    }

    private static Digests digests(byte[] content) {
        return Digests.of(
                digest(HashAlgorithm.MD5, content), digest(HashAlgorithm.SHA256, content));
    }
}
