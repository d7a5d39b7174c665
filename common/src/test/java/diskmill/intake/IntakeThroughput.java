package diskmill.intake;

import com.sun.management.OperatingSystemMXBean;
import diskmill.image.ContainerFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.Limits;
import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.file.FileObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.util.unit.DataSize;

/**
 * What the intake takes, with its floors beside it; not a test. Run by hand, on an idle machine: {@code java -cp <test class
 * path> diskmill.intake.IntakeThroughput FOLDER [MEBIBYTES]}. CPU seconds are the process's own, all threads.
 */
final class IntakeThroughput {

    private static final int BUFFER = 256 * 1024;

    private static final IntakeWatch WATCH =
            new IntakeWatch() {
                @Override
                public void received(long sourceBytes) {
                    // nobody to tell
                }

                @Override
                public boolean unwanted() {
                    return false;
                }
            };

    private final FileObjectStore store;
    private final long bytes;

    private IntakeThroughput(FileObjectStore store, long bytes) {
        this.store = store;
        this.bytes = bytes;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "intake-throughput");
        long mebibytes = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1024;
        try (FileObjectStore store = FileObjectStore.open(folder)) {
            IntakeThroughput all = new IntakeThroughput(store, mebibytes << 20);
            for (int round = 0; round < 3; round++) {
                all.floors();
                all.rings();
            }
            all.small();
        }
    }

    private void floors() throws Exception {
        measure("read", bytes, () -> drain(OutputStream.nullOutputStream()));
        measure("md5", bytes, () -> digest(HashAlgorithm.MD5));
        measure("sha256", bytes, () -> digest(HashAlgorithm.SHA256));
        measure("store", bytes, this::storeOnly);
    }

    private void rings() throws Exception {
        List<int[]> rings =
                Arrays.asList(new int[][] {{64, 32}, {128, 8}, {128, 16}, {256, 8}, {1024, 8}});
        // what comes later finds the disk busy with what came before
        Collections.shuffle(rings);
        for (int[] ring : rings) {
            IntakeSettings settings =
                    new IntakeSettings(
                            DataSize.ofKilobytes(ring[0]), ring[1], 200, DataSize.ofMegabytes(80));
            measure(
                    "intake %d x %d KiB".formatted(ring[1], ring[0]),
                    bytes,
                    () -> intake(settings, bytes));
        }
    }

    private void small() throws Exception {
        IntakeSettings settings = IntakeSettings.defaults();
        for (int round = 0; round < 3; round++) {
            measure(
                    "200 x 1 MiB by 20",
                    200L << 20,
                    () -> {
                        List<Future<?>> runs = new ArrayList<>();
                        try (ExecutorService clients =
                                Executors.newFixedThreadPool(20, Thread.ofVirtual().factory())) {
                            for (int i = 0; i < 200; i++) {
                                runs.add(clients.submit(() -> intake(settings, 1 << 20)));
                            }
                        }
                        for (Future<?> run : runs) {
                            run.get();
                        }
                        return null;
                    });
        }
    }

    private Object intake(IntakeSettings settings, long size) throws Exception {
        ObjectKey key = Keys.fresh();
        IntakeRequest request =
                new IntakeRequest(
                        ContainerFormat.BARE,
                        null,
                        null,
                        HashAlgorithm.SHA256,
                        new Limits(Long.MAX_VALUE, Long.MAX_VALUE));
        IntakeResult result =
                new Intake(store, settings).take(request, Sources.repeating(size), key, WATCH);
        store.delete(key);
        return result;
    }

    private Object storeOnly() throws Exception {
        ObjectKey key = Keys.fresh();
        try (ObjectUpload upload = store.upload(key)) {
            drain(
                    new OutputStream() {
                        @Override
                        public void write(int one) {
                            throw new UnsupportedOperationException();
                        }

                        @Override
                        public void write(byte[] portion, int offset, int length)
                                throws IOException {
                            upload.write(portion, offset, length);
                        }
                    });
            upload.complete();
        }
        store.delete(key);
        return key;
    }

    private Object digest(HashAlgorithm algorithm) throws Exception {
        MessageDigest digest = algorithm.newDigest();
        drain(
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void write(byte[] portion, int offset, int length) {
                        digest.update(portion, offset, length);
                    }
                });
        return digest.digest();
    }

    private Object drain(OutputStream target) throws Exception {
        byte[] buffer = new byte[BUFFER];
        try (InputStream source = Sources.repeating(bytes)) {
            for (int filled; (filled = source.readNBytes(buffer, 0, buffer.length)) > 0; ) {
                target.write(buffer, 0, filled);
            }
        }
        return bytes;
    }

    private static void measure(String name, long bytes, Callable<?> work) throws Exception {
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        work.call();
        double wall = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-20s %6.0f MB/s  wall %6.2f s  cpu %6.2f s%n",
                name,
                bytes / 1e6 / wall,
                wall,
                cpuSeconds() - cpu);
    }

    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1e9;
    }
}
