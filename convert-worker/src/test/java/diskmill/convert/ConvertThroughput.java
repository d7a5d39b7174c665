package diskmill.convert;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Converted;
import diskmill.event.ImageEvent.Ingested;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/**
 * Measures conversions of a step with a real store beside their floor, the same work by plain tools one after another:
 * {@code qemu-img convert}, {@code md5sum}, {@code sha256sum}. Not a test; to be run by hand with a folder on a real disk, in
 * which {@code a.raw} and {@code a.qcow2} hold the same.
 */
final class ConvertThroughput {

    private ConvertThroughput() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        for (int round = 0; round < 3; round++) {
            measure(folder, DiskFormat.QCOW2, DiskFormat.RAW);
            measure(folder, DiskFormat.RAW, DiskFormat.QCOW2);
        }
    }

    private static void measure(Path folder, DiskFormat from, DiskFormat to) throws Exception {
        Path source = folder.resolve("a." + from);
        double floor = floor(folder, source, from, to);
        try (Bench bench = Bench.in(folder)) {
            Ingested image = bench.adopted(source, from, to, digests(source));
            ConvertStep step = bench.step();
            long begin = System.nanoTime();
            ImageEvent outcome = step.run(image, new RecordedRun());
            double ours = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "%s to %s: floor %.2f s, step %.2f s, ratio %.2f, %s%n",
                    from, to, floor, ours, ours / floor, outcome.getClass().getSimpleName());
            bench.delete(image.object());
            if (outcome instanceof Converted converted) {
                bench.delete(converted.object());
            }
        }
    }

    private static double floor(Path folder, Path source, DiskFormat from, DiskFormat to)
            throws Exception {
        Path made = folder.resolve("floor");
        String line =
                "qemu-img convert -f %s -O %s %s %s && md5sum %s && sha256sum %s"
                        .formatted(from, to, source, made, made, made);
        long begin = System.nanoTime();
        Process shell =
                new ProcessBuilder(List.of("sh", "-c", line))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (shell.waitFor() != 0) {
            throw new IllegalStateException("the floor failed");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Files.delete(made);
        return seconds;
    }

    private static diskmill.image.Digests digests(Path file) throws Exception {
        try (var content = Channels.newInputStream(FileChannel.open(file))) {
            return FileDigests.of(
                    content, EnumSet.of(HashAlgorithm.MD5, HashAlgorithm.SHA256), (_, _) -> {});
        }
    }
}
