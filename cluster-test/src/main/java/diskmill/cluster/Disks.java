package diskmill.cluster;

import diskmill.testkit.QemuImg;
import diskmill.testkit.SampleDisks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A dozen disks of different sizes, each in four forms, and what an image of each must become. */
final class Disks {

    private static final long MEBIBYTE = 1 << 20;
    private static final long[] SIZES = {2, 3, 4, 5, 8, 8, 12, 16, 24, 32, 48, 64};

    private final List<Disk> disks = new ArrayList<>();

    /** Makes them; the same seed makes the same. */
    Disks(Path folder, long seed) throws IOException {
        for (int number = 0; number < SIZES.length; number++) {
            disks.add(Disk.make(folder, "disk-" + number, SIZES[number] * MEBIBYTE, seed + number));
        }
    }

    List<Path> files() {
        return disks.stream()
                .flatMap(disk -> List.of(disk.raw, disk.qcow2, disk.packed).stream())
                .toList();
    }

    /** Mostly downloads, as most images come; of every form. */
    Wish wish(int number, Random random) {
        Disk disk = disks.get(random.nextInt(disks.size()));
        return switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                    new Wish(number, Wish.Way.IMPORT, disk.raw, "raw", null, disk.rawSha256);
            case 3, 4 ->
                    new Wish(number, Wish.Way.IMPORT, disk.qcow2, "qcow2", null, disk.qcow2Sha256);
            case 5, 6 ->
                    new Wish(number, Wish.Way.IMPORT, disk.qcow2, "qcow2", "raw", disk.rawSha256);
            case 7 -> new Wish(number, Wish.Way.IMPORT, disk.packed, "raw", null, disk.rawSha256);
            case 8 -> new Wish(number, Wish.Way.UPLOAD, disk.raw, "raw", null, disk.rawSha256);
            default ->
                    new Wish(number, Wish.Way.UPLOAD, disk.qcow2, "qcow2", "raw", disk.rawSha256);
        };
    }

    private record Disk(Path raw, Path qcow2, Path packed, String rawSha256, String qcow2Sha256) {

        static Disk make(Path folder, String name, long bytes, long seed) throws IOException {
            Path raw = SampleDisks.bootableDisk(folder.resolve(name + ".raw"), bytes, seed);
            Path qcow2 = folder.resolve(name + ".qcow2");
            QemuImg.succeed(
                    "convert", "-f", "raw", "-O", "qcow2", raw.toString(), qcow2.toString());
            Path packed = folder.resolve(name + ".raw.gz");
            try (InputStream in = Files.newInputStream(raw);
                    OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
                in.transferTo(out);
            }
            return new Disk(raw, qcow2, packed, ApiClient.sha256(raw), ApiClient.sha256(qcow2));
        }
    }
}
