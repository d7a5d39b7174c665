package diskmill.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/**
 * Small disks of every kind, most of them made by the real {@code qemu-img} of the PATH, for one test or one test class. Each is
 * made when it is first asked for, in the folder, which the caller deletes (a {@code @TempDir}). All show the same
 * guest's disk, {@link #raw}, of {@link #VIRTUAL_SIZE} bytes, unless said otherwise. What is wrong on purpose is in {@link
 * #broken()}.
 */
public final class SampleDisks {

    /** 8 MiB: enough for several clusters, blocks and grains of each format. */
    public static final long VIRTUAL_SIZE = 8L << 20;

    private static final int PATTERN = 64 * 1024;
    private static final long SEED = 20_261_124;

    private final Path folder;

    private SampleDisks(Path folder) {
        this.folder = folder;
    }

    public static SampleDisks in(Path folder) {
        return new SampleDisks(folder);
    }

    /**
     * Writes a disk that a BIOS would start: boot code, a partition table, data spread over at most 64 places (1 MiB each in a large
     * disk), the rest a hole. The same seed gives the same bytes.
     *
     * @param bytes at least 2 MiB
     * @return {@code target}
     */
    public static Path bootableDisk(Path target, long bytes, long seed) {
        if (bytes < 2 << 20) {
            throw new IllegalArgumentException("a bootable disk has at least 2 MiB");
        }
        Random random = new Random(seed);
        long distance = bytes / 64;
        byte[] data = new byte[Math.clamp(distance / 2, 1, 1 << 20)];
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        target,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE)) {
            for (int place = 0; place < 64; place++) {
                random.nextBytes(data);
                write(channel, place * distance, data);
            }
            write(channel, 0, BootSector.withPartition(bytes));
            if (channel.size() < bytes) {
                write(channel, bytes - 1, new byte[1]);
            }
            return target;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(SeekableByteChannel channel, long position, byte[] bytes)
            throws IOException {
        channel.position(position);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** The ones that must be refused, in the same folder. */
    public BrokenDisks broken() {
        return new BrokenDisks(this);
    }

    /** With a boot sector, blocks of random bytes, blocks that compress well, and a last third of zeroes. */
    public Path raw() {
        return bytes("disk.raw", pattern());
    }

    /** A partition table of the new kind behind its protective MBR (the tables themselves are left out). */
    public Path gpt() {
        return bytes("gpt.raw", pattern(BootSector.protective(0, 2, 0)));
    }

    public Path qcow2() {
        return converted("plain.qcow2", "qcow2");
    }

    public Path qcow2Zlib() {
        return converted("zlib.qcow2", "qcow2", "-c");
    }

    public Path qcow2Zstd() {
        return converted("zstd.qcow2", "qcow2", "-c", "-o", "compression_type=zstd");
    }

    public Path qcow2ExtendedL2() {
        return converted("extended-l2.qcow2", "qcow2", "-o", "extended_l2=on");
    }

    /** As QEMU wrote it before 1.1. */
    public Path qcow2Version2() {
        return converted("version-2.qcow2", "qcow2", "-o", "compat=0.10");
    }

    public Path qcow2SmallClusters() {
        return converted("small-clusters.qcow2", "qcow2", "-o", "cluster_size=512");
    }

    public Path qcow2LargeClusters() {
        return converted("large-clusters.qcow2", "qcow2", "-o", "cluster_size=2M");
    }

    /** With one snapshot inside. */
    public Path qcow2WithSnapshot() {
        Path made = folder.resolve("snapshot.qcow2");
        if (!Files.exists(made)) {
            converted("snapshot.qcow2", "qcow2");
            QemuImg.succeed("snapshot", "-c", "first", made.toString());
        }
        return made;
    }

    /** Encrypted; its passphrase is {@code sample}. */
    public Path qcow2Luks() {
        return converted(
                "luks.qcow2",
                "qcow2",
                "--object",
                "secret,id=key,data=sample",
                "-o",
                "encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10");
    }

    /** A raw disk that is encrypted as a whole; its passphrase is {@code sample}. */
    public Path luks() {
        return converted(
                "disk.luks",
                "luks",
                "--object",
                "secret,id=key,data=sample",
                "-o",
                "key-secret=key,iter-time=10");
    }

    public Path vmdkMonolithicSparse() {
        return converted("monolithic-sparse.vmdk", "vmdk", "-o", "subformat=monolithicSparse");
    }

    public Path vmdkStreamOptimized() {
        return converted("stream-optimized.vmdk", "vmdk", "-o", "subformat=streamOptimized");
    }

    public Path vdi() {
        return converted("disk.vdi", "vdi");
    }

    public Path vhdDynamic() {
        return converted("dynamic.vhd", "vpc", "-o", "subformat=dynamic,force_size=on");
    }

    /** What Azure wants: the raw disk and a footer. */
    public Path vhdFixed() {
        return converted("fixed.vhd", "vpc", "-o", "subformat=fixed,force_size=on");
    }

    public Path vhdx() {
        return converted("disk.vhdx", "vhdx");
    }

    /** A small disc of 128 KiB, with one file. */
    public Path iso() {
        return bytes("disc.iso", IsoImage.bytes());
    }

    /** As installers are, which also start from a stick: a disc with a partition table in its first sector. */
    public Path hybridIso() {
        byte[] disc = IsoImage.bytes();
        byte[] sector = BootSector.withPartition(disc.length);
        System.arraycopy(sector, 0, disc, 0, sector.length);
        return bytes("hybrid.iso", disc);
    }

    /** A copy of {@code disk} that ends after {@code percent} of its bytes. */
    public Path truncated(Path disk, int percent) {
        try {
            byte[] all = Files.readAllBytes(disk);
            byte[] part = Arrays.copyOf(all, (int) ((long) all.length * percent / 100));
            return bytes(percent + "-percent-of-" + disk.getFileName(), part);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path folder() {
        return folder;
    }

    Path converted(String name, String format, String... options) {
        Path made = folder.resolve(name);
        if (!Files.exists(made)) {
            String[] command = new String[options.length + 7];
            String[] start = {"convert", "-f", "raw", "-O", format};
            System.arraycopy(start, 0, command, 0, start.length);
            System.arraycopy(options, 0, command, start.length, options.length);
            command[command.length - 2] = raw().toString();
            command[command.length - 1] = made.toString();
            QemuImg.succeed(command);
        }
        return made;
    }

    Path bytes(String name, byte[] content) {
        Path made = folder.resolve(name);
        if (!Files.exists(made)) {
            try {
                Files.write(made, content);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return made;
    }

    static byte[] pattern() {
        return pattern(BootSector.withPartition(VIRTUAL_SIZE));
    }

    static byte[] pattern(byte[] bootSector) {
        Random random = new Random(SEED);
        ByteBuffer disk = ByteBuffer.allocate((int) VIRTUAL_SIZE);
        byte[] noise = new byte[PATTERN];
        byte[] text =
                "The same words again and again. "
                        .repeat(PATTERN / 32)
                        .getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < VIRTUAL_SIZE * 2 / 3 - 3 * PATTERN; at += 3 * PATTERN) {
            random.nextBytes(noise);
            disk.put(at, noise).put(at + PATTERN, text);
        }
        return disk.put(0, bootSector).array();
    }
}
