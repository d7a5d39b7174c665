package diskmill.convert;

import static diskmill.image.DiskFormat.ISO;
import static diskmill.image.DiskFormat.QCOW2;
import static diskmill.image.DiskFormat.RAW;
import static diskmill.image.DiskFormat.VDI;
import static diskmill.image.DiskFormat.VHD;
import static diskmill.image.DiskFormat.VHDX;
import static diskmill.image.DiskFormat.VMDK;
import static diskmill.image.RejectionReason.DAMAGED;
import static diskmill.image.RejectionReason.NOT_A_DISK;
import static diskmill.image.RejectionReason.TOO_LARGE;
import static diskmill.image.RejectionReason.UNSAFE;
import static diskmill.image.RejectionReason.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.Limits;
import diskmill.image.RejectionReason;
import diskmill.testkit.disk.BrokenDisks;
import diskmill.testkit.disk.SampleDisks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner is to blame for, as if the intake had let it through. */
class RefusedDisksTest {

    /** Of an L2 entry, where clusters have 64 KiB. */
    private static final long COMPRESSED = 1L << 62;

    private static final long COMPRESSED_PLACE = (1L << 54) - 1;

    @TempDir Path folder;
    private SampleDisks disks;
    private Bench bench;
    private ConvertStep step;
    private final RecordedRun run = new RecordedRun();

    @BeforeEach
    void start() throws Exception {
        disks = SampleDisks.in(Files.createDirectory(folder.resolve("disks")));
        bench = Bench.in(folder);
        step = bench.step();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    /** The refusal of the disk, which leaves the object where it is and nothing else. */
    private Rejected rejected(Ingested image) throws Exception {
        ImageEvent outcome = step.run(image, run);
        assertThat(bench.files()).containsExactly(image.runId().toString());
        assertThat(outcome).isInstanceOf(Rejected.class);
        var rejected = (Rejected) outcome;
        assertThat(rejected.runId()).isEqualTo(run.id());
        assertThat(rejected.detail()).isNotBlank().doesNotContain(folder.toString());
        return rejected;
    }

    static Stream<Arguments> dangerous() {
        return Stream.of(
                Arguments.of(QCOW2, broken(BrokenDisks::qcow2WithBackingFile)),
                Arguments.of(QCOW2, broken(BrokenDisks::qcow2WithDataFile)),
                Arguments.of(QCOW2, broken(BrokenDisks::qcow2AndIso)),
                Arguments.of(VMDK, broken(BrokenDisks::vmdkDescriptor)),
                Arguments.of(VMDK, broken(BrokenDisks::vmdkSplitDescriptor)));
    }

    private static Function<BrokenDisks, Path> broken(Function<BrokenDisks, Path> disk) {
        return disk;
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void aDiskThatNamesOtherFilesOrIsTwoThingsIsUnsafe(
            DiskFormat format, Function<BrokenDisks, Path> disk) throws Exception {
        Path bad = disk.apply(disks.broken());

        assertThat(rejected(bench.ingested(bad, format, null)).reason()).isEqualTo(UNSAFE);
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void aDangerousDiskIsNotConvertedEither(DiskFormat format, Function<BrokenDisks, Path> disk)
            throws Exception {
        Path bad = disk.apply(disks.broken());
        DiskFormat other = format == QCOW2 ? RAW : QCOW2;

        assertThat(rejected(bench.ingested(bad, format, other)).reason()).isEqualTo(UNSAFE);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(QCOW2, broken(BrokenDisks::qcow2Aes)),
                Arguments.of(QCOW2, broken(disks -> disks.qcow2OfVersion(1))),
                Arguments.of(QCOW2, broken(disks -> disks.qcow2OfVersion(4))),
                Arguments.of(QCOW2, broken(disks -> disks.qcow2WithFeature(5))),
                Arguments.of(QCOW2, broken(BrokenDisks::qcow2OfFourExbibytes)),
                Arguments.of(QCOW2, broken(BrokenDisks::qcow2WithHugeL1)),
                Arguments.of(QCOW2, broken(BrokenDisks::qcow2WithL1BeyondEnd)),
                Arguments.of(VMDK, broken(BrokenDisks::qed)),
                Arguments.of(VDI, broken(BrokenDisks::parallels)),
                Arguments.of(VHDX, broken(BrokenDisks::htmlPage)),
                Arguments.of(ISO, broken(BrokenDisks::htmlPage)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aDiskThatIsNotWhatItIsSaidToBeIsRefused(
            DiskFormat format, Function<BrokenDisks, Path> disk) throws Exception {
        rejected(bench.ingested(disk.apply(disks.broken()), format, null));
    }

    static Stream<Arguments> cutOff() {
        return Stream.of(
                        Arguments.of(QCOW2, good(SampleDisks::qcow2)),
                        Arguments.of(QCOW2, good(SampleDisks::qcow2Zlib)),
                        Arguments.of(QCOW2, good(SampleDisks::qcow2Zstd)),
                        Arguments.of(QCOW2, good(SampleDisks::qcow2SmallClusters)),
                        Arguments.of(VMDK, good(SampleDisks::vmdkMonolithicSparse)),
                        Arguments.of(VMDK, good(SampleDisks::vmdkStreamOptimized)),
                        Arguments.of(VDI, good(SampleDisks::vdi)),
                        Arguments.of(VHD, good(SampleDisks::vhdDynamic)),
                        Arguments.of(VHDX, good(SampleDisks::vhdx)))
                .flatMap(disk ->
                        Stream.of(25, 50, 90, 95, 99)
                                .map(percent ->
                                        Arguments.of(disk.get()[0], disk.get()[1], percent)));
    }

    private static Function<SampleDisks, Path> good(Function<SampleDisks, Path> disk) {
        return disk;
    }

    @ParameterizedTest
    @MethodSource("cutOff")
    void aDiskThatIsCutOffIsRefusedUnlessOnlyPaddingWasCut(
            DiskFormat format, Function<SampleDisks, Path> disk, int percent) throws Exception {
        Path cut = disks.truncated(disk.apply(disks), percent);

        ImageEvent outcome = step.run(bench.ingested(cut, format, null), run);

        if (!(outcome instanceof Rejected)) {
            assertThat(format).isEqualTo(VMDK);
            Disks.qemuImg(
                    "compare", "-f", "raw", "-F", "vmdk", disks.raw().toString(), cut.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 50, 90, 95, 99})
    void aDiskThatIsCutOffIsNotConvertedWithWrongContent(int percent) throws Exception {
        Path cut = disks.truncated(disks.qcow2(), percent);

        rejected(bench.ingested(cut, QCOW2, RAW));
    }

    @Test
    void aDiskWhoseRefcountsLieIsDamaged() throws Exception {
        Path lying =
                disks.broken()
                        .forged(
                                "refcounts.qcow2",
                                disks.qcow2(),
                                bytes -> {
                                    long block = bytes.getLong((int) bytes.getLong(48));
                                    bytes.putLong((int) block + 16, 0);
                                });

        assertThat(rejected(bench.ingested(lying, QCOW2, null)).reason()).isEqualTo(DAMAGED);
    }

    @Test
    void compressedContentThatDoesNotUnpackIsRefusedWhenItIsConverted() throws Exception {
        Path garbled =
                disks.broken()
                        .forged(
                                "garbled.qcow2",
                                disks.qcow2Zlib(),
                                bytes -> {
                                    int l1 = (int) bytes.getLong(40);
                                    int entry = (int) (bytes.getLong(l1) & 0xffff_ffffL);
                                    while ((bytes.getLong(entry) & COMPRESSED) == 0) {
                                        entry += Long.BYTES;
                                    }
                                    long place = bytes.getLong(entry) & COMPRESSED_PLACE;
                                    bytes.putLong((int) place, -1L); // a block of no kind
                                });

        assertThat(rejected(bench.ingested(garbled, QCOW2, RAW)).reason())
                .isEqualTo(RejectionReason.CONVERSION_FAILED);
    }

    static Stream<Arguments> insides() {
        return Stream.of(
                Arguments.of(UNSAFE, broken(BrokenDisks::qcow2WithBackingFile)),
                Arguments.of(NOT_A_DISK, broken(BrokenDisks::htmlPage)),
                Arguments.of(UNSUPPORTED, broken(BrokenDisks::parallels)),
                Arguments.of(TOO_LARGE, broken(BrokenDisks::qcow2OfFourExbibytes)));
    }

    @ParameterizedTest
    @MethodSource("insides")
    void whatADiskTurnsOutToBeOnceItIsUnpackedIsRefusedForItsOwnReason(
            RejectionReason reason, Function<BrokenDisks, Path> inside) throws Exception {
        Path outer = outer(inside.apply(disks.broken()));

        Rejected rejected = rejected(bench.ingested(outer, QCOW2, RAW));

        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.detail()).startsWith("as raw: ");
    }

    @Test
    void aSoundDiskInsideADiskIsUnsafeOnceItIsUnpacked() throws Exception {
        Rejected rejected = rejected(bench.ingested(outer(disks.qcow2()), QCOW2, RAW));

        assertThat(rejected.reason()).isEqualTo(UNSAFE);
        assertThat(rejected.detail()).contains("pass for another format");
    }

    /** A qcow2 whose content, sector by sector, is the file. */
    private Path outer(Path inside) {
        Path outer = folder.resolve("outer.qcow2");
        Disks.qemuImg("convert", "-f", "raw", "-O", "qcow2", inside.toString(), outer.toString());
        return outer;
    }

    @Test
    void aDiskThatWouldUnpackToMoreThanAllowedIsTooLarge() throws Exception {
        Ingested image =
                bench.ingested(
                        disks.qcow2(),
                        ContainerFormat.BARE,
                        QCOW2,
                        RAW,
                        new Limits(1L << 40, SampleDisks.VIRTUAL_SIZE - 1));

        assertThat(rejected(image).reason()).isEqualTo(TOO_LARGE);
    }

    @Test
    void nothingConvertsAnIso() throws Exception {
        assertThat(rejected(bench.ingested(disks.iso(), ISO, QCOW2)).reason())
                .isEqualTo(UNSUPPORTED);
    }
}
