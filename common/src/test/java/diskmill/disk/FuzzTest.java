package diskmill.disk;

import static diskmill.disk.Inspections.MAX_VIRTUAL;
import static diskmill.disk.Inspections.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.DiskFormat;
import diskmill.testkit.disk.BrokenDisks;
import diskmill.testkit.disk.QemuImg;
import diskmill.testkit.disk.SampleDisks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Samples with bytes changed at random, always by the same seeds: whatever comes, there is a finding, soon and never a fault. */
class FuzzTest {

    private static final int MUTATIONS = 1_000;

    /** What breaks arithmetic: nothing, all, the edges of signs, and just beyond usual limits. */
    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        511,
        513,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        1L << 32,
        1L << 55,
        1L << 56,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -512
    };

    @TempDir static Path folder;

    private static List<Path> disks = List.of();

    @BeforeAll
    static void make() {
        SampleDisks samples = SampleDisks.in(folder);
        BrokenDisks broken = samples.broken();
        disks =
                List.of(
                        samples.raw(),
                        samples.luks(),
                        samples.qcow2(),
                        samples.qcow2Zlib(),
                        samples.qcow2ExtendedL2(),
                        samples.qcow2SmallClusters(),
                        samples.qcow2WithSnapshot(),
                        samples.qcow2Luks(),
                        samples.vmdkMonolithicSparse(),
                        samples.vmdkStreamOptimized(),
                        samples.vdi(),
                        samples.vhdDynamic(),
                        samples.vhdFixed(),
                        samples.vhdx(),
                        samples.iso(),
                        samples.hybridIso(),
                        broken.vmdkDescriptor(),
                        broken.qed(),
                        broken.parallels());
    }

    @Test
    @Timeout(120)
    void findsSomethingInWhateverAHeaderHolds() throws IOException {
        for (Path disk : disks) {
            byte[] bytes = bytes(disk);
            Random random = new Random(disk.getFileName().toString().hashCode());
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] before = Arrays.copyOf(bytes, 1 << 16);
                mutate(bytes, random);
                inspectBothWays(bytes, disk + " mutation " + i);
                System.arraycopy(before, 0, bytes, 0, Math.min(before.length, bytes.length));
            }
        }
    }

    @Test
    @Timeout(60)
    void findsSomethingInWhateverTablesHold() throws IOException {
        for (Path disk : disks) {
            byte[] whole = bytes(disk);
            Random random = new Random(disk.getFileName().toString().hashCode());
            for (int i = 0; i < 100; i++) {
                byte[] bytes = whole.clone();
                for (int change = 0; change < 200; change++) {
                    putEdge(bytes, random.nextInt(bytes.length), random);
                }
                inspectBothWays(bytes, disk + " change " + i);
            }
        }
    }

    @Test
    @Timeout(60)
    void endsSoonOnATableThatLeadsBackToItself() throws IOException {
        byte[] bytes = new byte[64 << 20];
        byte[] qcow2 = bytes(disks.get(5));
        System.arraycopy(qcow2, 0, bytes, 0, 4096);
        ByteBuffer disk = ByteBuffer.wrap(bytes);
        disk.putLong(24, 100L << 30).putInt(36, 4 << 20).putLong(40, 1 << 20);
        for (int entry = 0; entry < 4 << 20; entry++) {
            disk.putLong((1 << 20) + 8 * entry, 40 << 20);
        }

        long start = System.nanoTime();
        Finding found =
                DeepInspection.inspect(Inspections.disk(bytes), DiskFormat.QCOW2, MAX_VIRTUAL);

        assertThat(found).isInstanceOf(Finding.Unfit.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    /**
     * Only the first bytes are kept, so that files are quick to write: they are all by which qemu-img guesses. A disk that is
     * encrypted by LUKS is left out: it is raw to us, on purpose.
     */
    @Test
    @Timeout(120)
    void callsNothingRawThatQemuImgGuessesToBeAnotherFormat() throws IOException {
        List<String> disagreements = new ArrayList<>();
        int compared = 0;
        for (Path disk : disks) {
            if (disk.endsWith("disk.luks")) {
                continue;
            }
            byte[] head = Arrays.copyOf(bytes(disk), 64 * 1024);
            Random random = new Random(disk.getFileName().toString().hashCode());
            int left = 6;
            for (int i = 0; i < 400 && left > 0; i++) {
                byte[] bytes = head.clone();
                bytes[random.nextInt(80)] ^= (byte) (1 << random.nextInt(8));
                if (Inspections.inspect(bytes) instanceof Finding.Disk(DiskFormat format, _)
                        && format == DiskFormat.RAW) {
                    String guess = guess(bytes);
                    compared++;
                    left--;
                    if (!guess.equals("raw")) {
                        disagreements.add(disk.getFileName() + ": " + guess);
                    }
                }
            }
        }

        assertThat(disagreements).isEmpty();
        assertThat(compared).isGreaterThan(36);
    }

    @Test
    @Timeout(120)
    void callsNoTextRawThatQemuImgGuessesToBeAVmdk() throws IOException {
        String[] pieces = {
            "#",
            " ",
            "\n",
            "\r\n",
            "\0",
            "# c\n",
            " \n",
            "version=1\n",
            "version=3\r\n",
            "version=9\n",
            "x",
            "\t"
        };
        Random random = new Random(4);
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = 0; piece < 5; piece++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), 600);
            if (Inspections.inspect(bytes) instanceof Finding.Disk && !guess(bytes).equals("raw")) {
                disagreements.add(text.toString());
            }
        }

        assertThat(disagreements).isEmpty();
    }

    private static String guess(byte[] bytes) throws IOException {
        Path file = Files.createTempFile(folder, "guess", ".bin");
        Files.write(file, bytes);
        String guess = QemuImg.guessedFormat(file);
        Files.delete(file);
        return guess;
    }

    private static void mutate(byte[] bytes, Random random) {
        int reach =
                Math.min(bytes.length, random.nextBoolean() ? 128 : random.nextInt(512, 1 << 16));
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(reach);
            if (random.nextBoolean()) {
                bytes[at] = (byte) random.nextInt();
            } else {
                putEdge(bytes, at, random);
            }
        }
    }

    private static void putEdge(byte[] bytes, int at, Random random) {
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes)
                        .order(
                                random.nextBoolean()
                                        ? ByteOrder.BIG_ENDIAN
                                        : ByteOrder.LITTLE_ENDIAN);
        int aligned = Math.clamp(at / 4 * 4L, 0, Math.max(bytes.length - 8, 0));
        long edge = EDGES[random.nextInt(EDGES.length)];
        if (bytes.length >= 8 && random.nextBoolean()) {
            buffer.putLong(aligned, edge);
        } else if (bytes.length >= 8) {
            buffer.putInt(aligned, (int) edge);
        }
    }

    private static void inspectBothWays(byte[] bytes, String what) throws IOException {
        Finding streamed = Inspections.inspect(bytes, bytes.length);
        if (streamed instanceof Finding.Disk(DiskFormat format, long virtualSize)) {
            assertThat(virtualSize).as(what).isBetween(1L, MAX_VIRTUAL);
            Finding deep = DeepInspection.inspect(Inspections.disk(bytes), format, MAX_VIRTUAL);
            assertThat(deep instanceof Finding.Unfit || deep.equals(streamed)).as(what).isTrue();
        }
    }
}
