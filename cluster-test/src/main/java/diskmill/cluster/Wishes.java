package diskmill.cluster;

import diskmill.testkit.source.ServedBytes;
import diskmill.testkit.source.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Disks of different sizes, the server that has them, and what people want of them. */
final class Wishes implements AutoCloseable {

    private static final long MEBIBYTE = 1 << 20;
    private static final long[] SIZES = {2, 3, 4, 5, 8, 8, 12, 16, 24, 32, 48, 64};

    private final TestSource source;
    private final List<Disk> disks;
    private final AtomicInteger numbers = new AtomicInteger();

    private Wishes(TestSource source, List<Disk> disks) {
        this.source = source;
        this.disks = disks;
    }

    /** Makes a dozen disks; the same seed makes the same. */
    static Wishes make(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        List<Disk> disks = new ArrayList<>();
        for (int number = 0; number < SIZES.length; number++) {
            long size = SIZES[number] * MEBIBYTE;
            disks.add(Disk.make(folder, "disk-" + number, size, seed + number));
        }
        return new Wishes(TestSource.start(), disks);
    }

    /** What the cluster must be told so that it may fetch them. */
    Map<String, String> settings() {
        return Map.of("DISKMILL_SOURCE_ALLOW", "127.0.0.1:" + source.port());
    }

    /** Mostly downloads, as most images come; of every form. */
    Wish any(Random random, long bytesPerSecond) {
        Disk disk = disks.get(random.nextInt(disks.size()));
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> kept(disk, Wish.Way.IMPORT, bytesPerSecond);
            case 3, 4 ->
                    wish(
                            Wish.Way.IMPORT,
                            disk.qcow2(),
                            "qcow2",
                            null,
                            disk.qcow2Sha256(),
                            bytesPerSecond);
            case 5, 6 -> converted(disk, Wish.Way.IMPORT, bytesPerSecond);
            case 7 ->
                    wish(
                            Wish.Way.IMPORT,
                            disk.packed(),
                            "raw",
                            null,
                            disk.rawSha256(),
                            bytesPerSecond);
            case 8 -> kept(disk, Wish.Way.UPLOAD, bytesPerSecond);
            default -> converted(disk, Wish.Way.UPLOAD, bytesPerSecond);
        };
    }

    /** The largest disk, as it is: 64 MiB. */
    Wish large(long bytesPerSecond) {
        return kept(disks.getLast(), Wish.Way.IMPORT, bytesPerSecond);
    }

    /** The largest disk, from qcow2 to raw. */
    Wish largeConverted(long bytesPerSecond) {
        return converted(disks.getLast(), Wish.Way.IMPORT, bytesPerSecond);
    }

    /** How many bytes of it the source has sent so far. */
    long sent(Wish wish) {
        return source.requests(wish.source().getPath()).stream()
                .mapToLong(request -> request.bodyBytes())
                .sum();
    }

    @Override
    public void close() {
        source.close();
    }

    private Wish kept(Disk disk, Wish.Way way, long bytesPerSecond) {
        return wish(way, disk.raw(), "raw", null, disk.rawSha256(), bytesPerSecond);
    }

    private Wish converted(Disk disk, Wish.Way way, long bytesPerSecond) {
        return wish(way, disk.qcow2(), "qcow2", "raw", disk.rawSha256(), bytesPerSecond);
    }

    private Wish wish(
            Wish.Way way,
            Path file,
            String format,
            @Nullable String target,
            String sha256,
            long bytesPerSecond) {
        int number = numbers.incrementAndGet();
        ServedBytes bytes = ServedBytes.of(file);
        var served = source.serve("/%d/%s".formatted(number, file.getFileName()), bytes);
        served.slowly(bytesPerSecond);
        return new Wish(number, way, file, bytes.size(), served.uri(), format, target, sha256);
    }
}
