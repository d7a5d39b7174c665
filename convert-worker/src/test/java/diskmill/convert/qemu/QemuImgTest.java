package diskmill.convert.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.convert.Disks;
import diskmill.image.DiskFormat;
import diskmill.testkit.disk.SampleDisks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** With the real program and real disks. */
class QemuImgTest {

    @TempDir Path folder;
    private Disks disks;
    private QemuImg qemuImg;

    static QemuImgSettings settings(String executable) {
        return new QemuImgSettings(
                executable,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                DataSize.ofMegabytes(20),
                DataSize.ofGigabytes(2));
    }

    @BeforeEach
    void start() throws Exception {
        disks = new Disks(folder);
        qemuImg = new QemuImg(settings("qemu-img"));
    }

    @Test
    void isUsable() throws Exception {
        qemuImg.requireUsable();
    }

    @ParameterizedTest
    @EnumSource(names = {"QCOW2", "VMDK", "VDI", "VHD", "VHDX"})
    void describesAGoodDisk(DiskFormat format) throws Exception {
        Path disk = disks.of(format);

        Inspection said = qemuImg.info(disk, format);

        assertThat(said).isInstanceOf(Inspection.Described.class);
        assertThat(((Inspection.Described) said).virtualSize())
                .isBetween(Disks.SIZE, Disks.SIZE + (1 << 20));
    }

    @Test
    void readsADiskWhoseFolderHasACommaAndASpace() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("a, b=c"));
        Path disk = new Disks(odd).of(DiskFormat.VHD);

        assertThat(qemuImg.info(disk, DiskFormat.VHD)).isInstanceOf(Inspection.Described.class);
    }

    @Test
    void takesTheSizeOfAVhdFromItsFooterAndNotFromItsGeometry() throws Exception {
        Path raw = disks.raw();
        Path disk = folder.resolve("disk.vhd");
        Disks.qemuImg(
                "convert",
                "-f",
                "raw",
                "-O",
                "vpc",
                "-o",
                "subformat=fixed,force_size=on",
                raw.toString(),
                disk.toString());
        long footer = Files.size(disk) - 512;
        Disks.overwrite(disk, footer + 28, (byte) 'v', (byte) 'b', (byte) 'o', (byte) 'x');
        Disks.overwrite(disk, footer + 64, vhdChecksum(disk, footer));

        assertThat(qemuImg.info(disk, DiskFormat.VHD))
                .isEqualTo(new Inspection.Described(Disks.SIZE, false));
    }

    @Test
    void callsADiskUnsafeThatNamesABackingFile() throws Exception {
        Path disk = folder.resolve("overlay.qcow2");
        Disks.qemuImg(
                "create",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                "-b",
                disks.of(DiskFormat.QCOW2).toString(),
                disk.toString());

        assertThat(qemuImg.info(disk, DiskFormat.QCOW2)).isInstanceOf(Inspection.Unsafe.class);
    }

    @Test
    void callsADiskUnsafeThatNamesADataFile() throws Exception {
        Path disk = folder.resolve("outside.qcow2");
        Path data = folder.resolve("data.raw");
        Disks.qemuImg(
                "create",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + data + ",data_file_raw=on",
                disk.toString(),
                "8M");

        assertThat(qemuImg.info(disk, DiskFormat.QCOW2)).isInstanceOf(Inspection.Unsafe.class);
    }

    @Test
    void blamesADiskThatNamesADataFileWhichIsNotThere() throws Exception {
        Path disk = folder.resolve("outside.qcow2");
        Path data = folder.resolve("data.raw");
        Disks.qemuImg("create", "-f", "qcow2", "-o", "data_file=" + data, disk.toString(), "8M");
        Files.delete(data);

        assertThat(qemuImg.info(disk, DiskFormat.QCOW2))
                .isInstanceOfAny(Inspection.Unsafe.class, Inspection.Unreadable.class);
    }

    @Test
    void blamesAVmdkThatIsOnlyADescriptorOfOtherFiles() throws Exception {
        Path disk = folder.resolve("flat.vmdk");
        Disks.qemuImg(
                "create", "-f", "vmdk", "-o", "subformat=monolithicFlat", disk.toString(), "8M");

        assertThat(qemuImg.info(disk, DiskFormat.VMDK)).isInstanceOf(Inspection.Unsafe.class);
    }

    @Test
    void tellsThatADiskIsEncrypted() throws Exception {
        Path disk = SampleDisks.in(folder).qcow2Luks();

        assertThat(qemuImg.info(disk, DiskFormat.QCOW2))
                .isEqualTo(new Inspection.Described(8 << 20, true));
    }

    @Test
    void saysWhyItCannotReadADiskWithoutNamingOurPaths() throws Exception {
        Path disk = disks.of(DiskFormat.QCOW2);
        Disks.overwrite(disk, 24, new byte[] {0x40, 0, 0, 0, 0, 0, 0, 0}); // 4 EiB

        assertThat(qemuImg.info(disk, DiskFormat.QCOW2))
                .isEqualTo(
                        new Inspection.Unreadable(
                                "qemu-img info of it as qcow2 failed: Could not open it: Image is too big"));
    }

    @Test
    void neverGuessesTheFormat() throws Exception {
        Path disk = disks.raw();

        assertThat(qemuImg.info(disk, DiskFormat.QCOW2)).isInstanceOf(Inspection.Unreadable.class);
    }

    @Test
    void aDiskThatCannotBeReadIsNotTheImagesFault() {
        assertThatThrownBy(() -> qemuImg.info(folder.resolve("nothing"), DiskFormat.QCOW2))
                .isInstanceOf(QemuImgFailed.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"QCOW2", "VMDK", "VDI", "VHDX"})
    void findsAGoodDiskSound(DiskFormat format) throws Exception {
        assertThat(qemuImg.check(disks.of(format), format)).isEqualTo(new Check.Sound());
    }

    @Test
    void hasNoCheckForVhd() throws Exception {
        assertThat(qemuImg.check(disks.of(DiskFormat.VHD), DiskFormat.VHD))
                .isEqualTo(new Check.NoneForFormat());
    }

    @Test
    void leaksAreNoDamage() throws Exception {
        Path disk = disks.of(DiskFormat.QCOW2);
        long end = Files.size(disk);
        Disks.cut(disk, end + (4 << 16));
        // one more reference than there is, to the cluster behind the last one
        long refcounts = ByteReader.at(disk, ByteReader.at(disk, 48));
        Disks.overwrite(disk, refcounts + 2 * (end >> 16), new byte[] {0, 1});
        Disks.overwrite(disk, end, new byte[] {1});

        assertThat(qemuImg.check(disk, DiskFormat.QCOW2)).isEqualTo(new Check.Sound());
    }

    @Test
    void refcountsThatLieAreDamage() throws Exception {
        Path disk = disks.of(DiskFormat.QCOW2);
        long refcounts = ByteReader.at(disk, ByteReader.at(disk, 48));
        Disks.overwrite(disk, refcounts, new byte[16]);

        assertThat(qemuImg.check(disk, DiskFormat.QCOW2)).isInstanceOf(Check.Damaged.class);
    }

    @Test
    void aDiskThatWasCutOffIsDamaged() throws Exception {
        Path disk = disks.of(DiskFormat.QCOW2);
        Disks.cut(disk, Files.size(disk) / 2);

        assertThat(qemuImg.check(disk, DiskFormat.QCOW2)).isInstanceOf(Check.Damaged.class);
    }

    @Test
    void tellsItsProgressRisingToTheEnd() throws Exception {
        List<Double> heard = new CopyOnWriteArrayList<>();

        qemuImg.convert(
                disks.raw(),
                DiskFormat.RAW,
                folder.resolve("new"),
                DiskFormat.QCOW2,
                Disks.SIZE,
                heard::add);

        assertThat(heard).isNotEmpty().isSorted().doesNotHaveDuplicates().endsWith(1.0);
    }

    @Test
    void holesStayHoles() throws Exception {
        Path raw = disks.raw("large.raw", 1L << 30, 1 << 20, 1 << 20);
        Path packed = folder.resolve("large.qcow2");
        Path unpacked = folder.resolve("again.raw");

        qemuImg.convert(raw, DiskFormat.RAW, packed, DiskFormat.QCOW2, 1L << 30, _ -> {});
        qemuImg.convert(packed, DiskFormat.QCOW2, unpacked, DiskFormat.RAW, 1L << 30, _ -> {});

        assertThat(unpacked).hasSize(1L << 30);
        assertThat(Disks.allocated(unpacked)).isLessThan(4 << 20);
        assertThat(Files.mismatch(raw, unpacked)).isEqualTo(-1);
    }

    @Test
    void aDiskThatUnpacksToMoreThanItSaidIsStopped() throws Exception {
        Path raw = disks.raw("large.raw", 200 << 20, 0, 120 << 20);

        Conversion ended =
                qemuImg.convert(
                        raw,
                        DiskFormat.RAW,
                        folder.resolve("new"),
                        DiskFormat.QCOW2,
                        1 << 20,
                        _ -> {});

        assertThat(ended)
                .isEqualTo(new Conversion.Refused("it unpacks to more than its virtual size"));
    }

    @Test
    void aFullDiskIsNotTheImagesFault() throws Exception {
        Path source = disks.raw();

        assertThatThrownBy(() ->
                        qemuImg.convert(
                                source,
                                DiskFormat.RAW,
                                Path.of("/dev/full"),
                                DiskFormat.QCOW2,
                                Disks.SIZE,
                                _ -> {}))
                .isInstanceOf(QemuImgFailed.class);
    }

    @Test
    void aTargetThatCannotBeWrittenIsNotTheImagesFault() throws Exception {
        Path source = disks.raw();

        assertThatThrownBy(() ->
                        qemuImg.convert(
                                source,
                                DiskFormat.RAW,
                                folder.resolve("no/such/folder"),
                                DiskFormat.QCOW2,
                                Disks.SIZE,
                                _ -> {}))
                .isInstanceOf(QemuImgFailed.class);
    }

    @Test
    void severalMayRunAtOnce() throws Exception {
        Path disk = disks.of(DiskFormat.QCOW2);
        List<Inspection> said = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            threads.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            said.add(qemuImg.info(disk, DiskFormat.QCOW2));
                        } catch (Exception unexpected) {
                            throw new IllegalStateException(unexpected);
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(said).hasSize(8).containsOnly(new Inspection.Described(Disks.SIZE, false));
    }

    /** The complement of the sum of the footer's bytes, but for those of the checksum. */
    private static byte[] vhdChecksum(Path disk, long footer) throws IOException {
        byte[] bytes = new byte[512];
        try (var file = FileChannel.open(disk)) {
            file.read(ByteBuffer.wrap(bytes), footer);
        }
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (i >= 64 && i < 68) ? 0 : bytes[i] & 0xff;
        }
        return ByteBuffer.allocate(4).putInt(~sum).array();
    }
}
