package diskmill.disk;

import static diskmill.disk.Inspections.bytes;
import static diskmill.disk.Inspections.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.testkit.disk.BrokenDisks;
import diskmill.testkit.disk.SampleDisks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamInspectorTest {

    private static final int[] PORTIONS = {
        1, 7, 511, 512, 513, 4096, 65_537, 1 << 20, (1 << 20) + 1, Integer.MAX_VALUE
    };

    @TempDir static Path folder;

    private static SampleDisks samples = SampleDisks.in(Path.of("."));
    private static BrokenDisks broken = samples.broken();

    @BeforeAll
    static void make() {
        samples = SampleDisks.in(folder);
        broken = samples.broken();
    }

    static Stream<Arguments> fit() {
        return Stream.of(
                fit("raw", SampleDisks::raw, DiskFormat.RAW),
                fit("gpt", SampleDisks::gpt, DiskFormat.RAW),
                fit("luks", SampleDisks::luks, DiskFormat.RAW),
                fit("qcow2", SampleDisks::qcow2, DiskFormat.QCOW2),
                fit("zlib", SampleDisks::qcow2Zlib, DiskFormat.QCOW2),
                fit("zstd", SampleDisks::qcow2Zstd, DiskFormat.QCOW2),
                fit("extended_l2", SampleDisks::qcow2ExtendedL2, DiskFormat.QCOW2),
                fit("version 2", SampleDisks::qcow2Version2, DiskFormat.QCOW2),
                fit("clusters of 512 bytes", SampleDisks::qcow2SmallClusters, DiskFormat.QCOW2),
                fit("clusters of 2 MiB", SampleDisks::qcow2LargeClusters, DiskFormat.QCOW2),
                fit("snapshot", SampleDisks::qcow2WithSnapshot, DiskFormat.QCOW2),
                fit("qcow2 with LUKS", SampleDisks::qcow2Luks, DiskFormat.QCOW2),
                fit("monolithicSparse", SampleDisks::vmdkMonolithicSparse, DiskFormat.VMDK),
                fit("streamOptimized", SampleDisks::vmdkStreamOptimized, DiskFormat.VMDK),
                fit("vdi", SampleDisks::vdi, DiskFormat.VDI),
                fit("dynamic vhd", SampleDisks::vhdDynamic, DiskFormat.VHD),
                fit("fixed vhd", SampleDisks::vhdFixed, DiskFormat.VHD),
                fit("vhdx", SampleDisks::vhdx, DiskFormat.VHDX),
                fit("iso", SampleDisks::iso, DiskFormat.ISO),
                fit("hybrid iso", SampleDisks::hybridIso, DiskFormat.ISO));
    }

    private static Arguments fit(String name, Function<SampleDisks, Path> disk, DiskFormat format) {
        return Arguments.of(Named.of(name, disk), format);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                unfit("empty", BrokenDisks::empty, RejectionReason.EMPTY),
                unfit("backing file", BrokenDisks::qcow2WithBackingFile, RejectionReason.UNSAFE),
                unfit("data file", BrokenDisks::qcow2WithDataFile, RejectionReason.UNSAFE),
                unfit("AES", BrokenDisks::qcow2Aes, RejectionReason.UNSUPPORTED),
                unfit("version 0", disks -> disks.qcow2OfVersion(0), RejectionReason.UNSUPPORTED),
                unfit("version 1", disks -> disks.qcow2OfVersion(1), RejectionReason.UNSUPPORTED),
                unfit("version 4", disks -> disks.qcow2OfVersion(4), RejectionReason.UNSUPPORTED),
                unfit("corrupt", disks -> disks.qcow2WithFeature(1), RejectionReason.DAMAGED),
                unfit("data bit", disks -> disks.qcow2WithFeature(2), RejectionReason.UNSAFE),
                unfit("bit 5", disks -> disks.qcow2WithFeature(5), RejectionReason.UNSUPPORTED),
                unfit("bit 63", disks -> disks.qcow2WithFeature(63), RejectionReason.UNSUPPORTED),
                unfit("4 EiB", BrokenDisks::qcow2OfFourExbibytes, RejectionReason.TOO_LARGE),
                unfit("huge L1", BrokenDisks::qcow2WithHugeL1, RejectionReason.DAMAGED),
                unfit("L1 beyond end", BrokenDisks::qcow2WithL1BeyondEnd, RejectionReason.DAMAGED),
                unfit("qcow2 and iso", BrokenDisks::qcow2AndIso, RejectionReason.UNSAFE),
                unfit("flat vmdk", BrokenDisks::vmdkDescriptor, RejectionReason.UNSAFE),
                unfit("split vmdk", BrokenDisks::vmdkSplitDescriptor, RejectionReason.UNSAFE),
                unfit("qed", BrokenDisks::qed, RejectionReason.UNSUPPORTED),
                unfit("parallels", BrokenDisks::parallels, RejectionReason.UNSUPPORTED),
                unfit("qcow1", BrokenDisks::qcow1, RejectionReason.UNSUPPORTED),
                unfit("bad GPT", BrokenDisks::gptWithBadStart, RejectionReason.DAMAGED),
                unfit("html", BrokenDisks::htmlPage, RejectionReason.NOT_A_DISK));
    }

    private static Arguments unfit(
            String name, Function<BrokenDisks, Path> disk, RejectionReason reason) {
        return Arguments.of(Named.of(name, disk), reason);
    }

    @ParameterizedTest
    @MethodSource("fit")
    void knowsEachFormatWhateverThePortions(Function<SampleDisks, Path> disk, DiskFormat format) {
        byte[] bytes = bytes(disk.apply(samples));
        long virtualSize =
                switch (format) {
                    case ISO -> bytes.length;
                    case RAW -> bytes.length;
                    default -> SampleDisks.VIRTUAL_SIZE;
                };

        assertThat(IntStream.of(PORTIONS).mapToObj(portion -> inspect(bytes, portion)))
                .allMatch(new Finding.Disk(format, virtualSize)::equals);
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void refusesEachUnfitDiskWhateverThePortions(
            Function<BrokenDisks, Path> disk, RejectionReason reason) {
        byte[] bytes = bytes(disk.apply(broken));

        assertThat(IntStream.of(PORTIONS).mapToObj(portion -> inspect(bytes, portion)))
                .allMatch(
                        found -> found instanceof Finding.Unfit unfit && unfit.reason() == reason);
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void saysSoWithinTheFirstMebibyteWhereTheHeaderShowsIt(
            Function<BrokenDisks, Path> disk, RejectionReason reason) {
        byte[] bytes = bytes(disk.apply(broken));
        boolean onlyTheEndShowsIt =
                bytes.length == 0 || disk.apply(broken).endsWith("l1-beyond-end.qcow2");

        StreamInspector inspector =
                Inspections.after(Arrays.copyOf(bytes, Math.max(bytes.length, 1 << 20)), 1 << 20);

        assertThat(inspector.early().filter(Finding.Unfit.class::isInstance).isPresent())
                .isNotEqualTo(onlyTheEndShowsIt);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 511, 512, 513, 1000, 32_769, 34_816})
    void takesShortContentOfNoFormatForRaw(int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'x');

        assertThat(inspect(content)).isEqualTo(new Finding.Disk(DiskFormat.RAW, size));
    }

    @ParameterizedTest
    @MethodSource("fit")
    void isNeverSurprisedByWhereADiskEnds(Function<SampleDisks, Path> disk, DiskFormat format) {
        byte[] bytes = bytes(disk.apply(samples));

        for (int size :
                new int[] {
                    1, 3, 8, 71, 103, 511, 512, 513, 1535, 1536, 32_774, 65_536, 200_000, 330_000
                }) {
            Finding found = inspect(Arrays.copyOf(bytes, Math.min(size, bytes.length)));

            assertThat(found).as("%d bytes", size).isNotNull();
        }
    }

    @Test
    void isSureOfAQcow2OnceItsHeaderHasPassed() {
        StreamInspector inspector = Inspections.after(bytes(samples.qcow2()), 128 * 1024);

        assertThat(inspector.early())
                .contains(new Finding.Disk(DiskFormat.QCOW2, SampleDisks.VIRTUAL_SIZE));
    }

    @Test
    void isNotSureOfARawDiskBeforeItsEnd() {
        StreamInspector inspector = Inspections.after(bytes(samples.raw()), 4 << 20);

        assertThat(inspector.early()).isEmpty();
    }

    @Test
    void refusesAnotherFormatThanClaimedOnceTheHeaderAreaHasPassed() {
        StreamInspector inspector = Inspections.after(bytes(samples.raw()), 64 * 1024);

        assertThat(inspector.early(ContainerFormat.BARE, DiskFormat.QCOW2))
                .hasValueSatisfying(found ->
                        assertThat(found)
                                .isInstanceOfSatisfying(
                                        Finding.Unfit.class,
                                        unfit ->
                                                assertThat(unfit.reason())
                                                        .isEqualTo(
                                                                RejectionReason.FORMAT_MISMATCH)));
    }

    @Test
    void waitsForTheFooterWhereVhdIsClaimed() {
        StreamInspector inspector = Inspections.after(bytes(samples.vhdFixed()), 1 << 20);

        assertThat(inspector.early(ContainerFormat.BARE, DiskFormat.VHD)).isEmpty();
    }

    @Test
    void refusesARawDiskThatIsLargerThanAllowedWhileItComes() {
        StreamInspector inspector = new StreamInspector(1 << 20);
        byte[] portion = new byte[1 << 20];
        portion[0] = 1;

        inspector.update(portion, 0, portion.length);
        assertThat(inspector.early()).isEmpty();
        inspector.update(portion, 0, portion.length);

        assertThat(inspector.early())
                .hasValueSatisfying(found -> assertThat(found.toString()).contains("too-large"));
    }

    @Test
    void countsAFixedVhdWithAWrongChecksumAsRaw() {
        byte[] bytes = bytes(samples.vhdFixed());
        bytes[bytes.length - 512 + 65] ^= 1;

        assertThat(inspect(bytes)).isEqualTo(new Finding.Disk(DiskFormat.RAW, bytes.length));
    }

    @Test
    void refusesAnEncryptedRawDiskThatIsCutOffInItsHeader() {
        Path cut = samples.truncated(samples.luks(), 5);

        assertThat(reason(inspect(cut))).isEqualTo(RejectionReason.DAMAGED);
    }

    @Test
    void refusesADiscThatIsCutOff() {
        Path disc = samples.truncated(samples.iso(), 90);

        assertThat(reason(inspect(disc))).isEqualTo(RejectionReason.DAMAGED);
    }

    @Test
    void refusesAStreamOptimizedVmdkWithoutItsFooter() {
        byte[] bytes = bytes(samples.vmdkStreamOptimized());
        Arrays.fill(bytes, 56, 64, (byte) 0xff);

        assertThat(reason(inspect(bytes))).isEqualTo(RejectionReason.DAMAGED);
    }

    @Test
    void takesAStreamOptimizedVmdkWhoseDirectoryIsToldAtItsEnd() {
        byte[] bytes = withFooter(bytes(samples.vmdkStreamOptimized()));

        assertThat(inspect(bytes))
                .isEqualTo(new Finding.Disk(DiskFormat.VMDK, SampleDisks.VIRTUAL_SIZE));
    }

    @Test
    void findsTheGrainsOfAVmdkWhoseDirectoryIsToldAtItsEnd() throws IOException {
        byte[] bytes = withFooter(bytes(samples.vmdkStreamOptimized()));

        Finding found =
                DeepInspection.inspect(
                        Inspections.disk(bytes), DiskFormat.VMDK, Inspections.MAX_VIRTUAL);

        assertThat(found).isEqualTo(new Finding.Disk(DiskFormat.VMDK, SampleDisks.VIRTUAL_SIZE));
    }

    @Test
    void refusesAVmdkWhoseFooterGivesAnotherSizeThanItsHeader() {
        byte[] bytes = withFooter(bytes(samples.vmdkStreamOptimized()));
        bytes[bytes.length - 1024 + 13]++;

        assertThat(reason(inspect(bytes))).isEqualTo(RejectionReason.DAMAGED);
    }

    /** As VMware writes it: the header does not know the directory's place, and comes again at the end. */
    private static byte[] withFooter(byte[] vmdk) {
        byte[] bytes = Arrays.copyOf(vmdk, vmdk.length + 1536);
        bytes[vmdk.length] = 1;
        bytes[vmdk.length + 12] = 3;
        System.arraycopy(vmdk, 0, bytes, vmdk.length + 512, 512);
        Arrays.fill(bytes, 56, 64, (byte) 0xff);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# comment\n\n version=1\n",
                "#\0\0binary comment\n \nversion=3\r\n",
                "version=2\n",
                "# Disk DescriptorFile\nCID=1",
                "   \n\t\nCID=12345678\nparentCID=ffffffff\n",
            })
    void refusesEveryTextThatAnybodyTakesForAVmdk(String text) {
        assertThat(reason(inspect(text.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo(RejectionReason.UNSAFE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PK\u0003\u0004rest",
                "7z\u00bc\u00af'\u001crest",
                "\u001f\u008b\brest",
                "\u00fd7zXZ\0rest",
                "(\u00b5/\u00fdrest",
                "BZh91AY&SYrest",
                "<html><body>no</body></html>",
                "\u00ef\u00bb\u00bf\r\n<!doctype HTML>",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
            })
    void refusesPagesAndArchives(String content) {
        assertThat(reason(inspect(content.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo(RejectionReason.NOT_A_DISK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u007fELF", "070701", "MZ", "hsqs", "some words", "#!/bin/sh\necho 1"})
    void takesKernelsRamdisksAndFileSystemsForRaw(String content) {
        assertThat(inspect(content.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new Finding.Disk(DiskFormat.RAW, content.length()));
    }

    @Test
    void refusesAnAppleDiskImage() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 'x');
        byte[] koly = {'k', 'o', 'l', 'y', 0, 0, 0, 4, 0, 0, 2, 0};
        System.arraycopy(koly, 0, bytes, bytes.length - 512, koly.length);

        assertThat(reason(inspect(bytes))).isEqualTo(RejectionReason.UNSUPPORTED);
    }

    @Test
    void refusesAQcow2WithAPartitionTable() {
        byte[] bytes = bytes(samples.qcow2());
        System.arraycopy(bytes(samples.raw()), 446, bytes, 446, 66);

        assertThat(reason(inspect(bytes))).isEqualTo(RejectionReason.UNSAFE);
    }

    @Test
    void refusesTwoSignaturesAtOnce() {
        byte[] bytes = bytes(samples.vdi());
        System.arraycopy(bytes(samples.qcow2()), 0, bytes, 0, 64);

        assertThat(reason(inspect(bytes))).isEqualTo(RejectionReason.UNSAFE);
    }

    @Test
    void refusesADiscThatEndsAsAFixedVhd() {
        byte[] disc = bytes(samples.iso());
        byte[] vhd = bytes(samples.vhdFixed());
        byte[] both = Arrays.copyOf(disc, disc.length + 512);
        System.arraycopy(vhd, vhd.length - 512, both, disc.length, 512);

        assertThat(reason(inspect(both))).isEqualTo(RejectionReason.UNSAFE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createType=\"monolithicFlat\"",
                "createType=\"monolithicSparse\"\ncreateType=\"monolithicFlat\"",
                "# createType=\"monolithicFlat\"\ncreateType=\"monolithicSparse\"",
                "createType=\"monolithicSparse\"\nRW 1 FLAT \"disk-flat.vmdk\" 0",
                "createType=\"monolithicSparse\"\nRW 1 SPARSE \"/etc/passwd\"",
                "createType=\"monolithicSparse\"\nRW 1 SPARSE \"..\\\\x\"",
                "createType=\"monolithicSparse\"\nRW 1 SPARSE \"a\"\nRW 1 SPARSE \"b\"",
                "createType=\"monolithicSparse\"\nparentFileNameHint=\"base.vmdk\"",
                "no type at all",
            })
    void refusesAVmdkWhoseDescriptorSpeaksOfOtherFiles(String descriptor) {
        byte[] bytes = bytes(samples.vmdkMonolithicSparse());
        Arrays.fill(bytes, 512, 21 * 512, (byte) 0);
        byte[] text = descriptor.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, bytes, 512, text.length);

        assertThat(inspect(bytes)).isInstanceOf(Finding.Unfit.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parentFileNameHint=\"base.vmdk\"", "RW 1 FLAT \"/etc/passwd\" 0"})
    void refusesAVmdkWhoseDescriptorGoesOnBehindItsLengthOrAZeroByte(String hidden) {
        byte[] bytes = bytes(samples.vmdkMonolithicSparse());
        Arrays.fill(bytes, 512, 21 * 512, (byte) 0);
        byte[] shown = "createType=\"monolithicSparse\"\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] text = hidden.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(shown, 0, bytes, 512, shown.length);
        bytes[36] = 1;
        assertThat(inspect(bytes)).isInstanceOf(Finding.Disk.class);

        for (int at : new int[] {512 + 100, 1024, 20 * 512}) {
            byte[] changed = bytes.clone();
            System.arraycopy(text, 0, changed, at, text.length);
            assertThat(reason(inspect(changed))).as("at %d", at).isEqualTo(RejectionReason.UNSAFE);
        }
    }

    @Test
    void takesTheSizeInAVhdsFooterWhoeverWroteIt() {
        for (Path made : List.of(samples.vhdFixed(), samples.vhdDynamic())) {
            byte[] bytes = bytes(made);
            byVirtualBox(bytes, bytes.length - 512);
            if (bytes[0] == 'c') {
                byVirtualBox(bytes, 0);
            }

            assertThat(inspect(bytes))
                    .isEqualTo(new Finding.Disk(DiskFormat.VHD, SampleDisks.VIRTUAL_SIZE));
        }
    }

    /** Its name and a geometry that is not the size, in the footer at {@code at}, with the checksum over them. */
    private static void byVirtualBox(byte[] vhd, int at) {
        ByteBuffer footer = ByteBuffer.wrap(vhd, at, 512).slice();
        footer.put(28, "vbox".getBytes(StandardCharsets.ISO_8859_1));
        footer.putShort(56, (short) 1000).putInt(64, 0);
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += footer.get(i) & 0xff;
        }
        footer.putInt(64, ~sum);
    }

    @Test
    void readsADescriptorOfOneMebibyteInNoTime() {
        byte[] bytes = Arrays.copyOf(bytes(samples.vmdkMonolithicSparse()), 2 << 20);
        Arrays.fill(bytes, 512, bytes.length, (byte) '\n');
        bytes[36] = (byte) 0xfe;
        bytes[37] = 0x07;

        long start = System.nanoTime();
        assertThat(inspect(bytes)).isInstanceOf(Finding.Unfit.class);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void refusesWhatALargeGuestDiskWouldBeInEachFormat() {
        Stream<Path> disks =
                Stream.of(
                        samples.qcow2(),
                        samples.vmdkMonolithicSparse(),
                        samples.vdi(),
                        samples.vhdDynamic(),
                        samples.vhdFixed(),
                        samples.vhdx());

        assertThat(disks)
                .allSatisfy(disk -> {
                    byte[] bytes = bytes(disk);
                    StreamInspector inspector = new StreamInspector(SampleDisks.VIRTUAL_SIZE - 1);
                    inspector.update(bytes, 0, bytes.length);
                    assertThat(reason(inspector.finish())).isEqualTo(RejectionReason.TOO_LARGE);
                });
    }

    @Test
    void writesSentencesWithoutAnEndMark() {
        assertThat(unfit().map(arguments -> arguments.get()[0]).map(StreamInspectorTest::brokenOf))
                .allSatisfy(disk ->
                        assertThat(((Finding.Unfit) inspect(disk)).detail())
                                .doesNotEndWith(".")
                                .doesNotContain(folder.toString()));
    }

    @SuppressWarnings("unchecked") // what unfit() has put there
    private static Path brokenOf(Object named) {
        return ((Named<Function<BrokenDisks, Path>>) named).getPayload().apply(broken);
    }

    private static RejectionReason reason(Finding found) {
        assertThat(found).isInstanceOf(Finding.Unfit.class);
        return ((Finding.Unfit) found).reason();
    }
}
