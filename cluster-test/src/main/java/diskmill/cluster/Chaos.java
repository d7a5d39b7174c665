package diskmill.cluster;

import diskmill.testkit.ServedBytes;
import diskmill.testkit.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code ./dev chaos}: many images through a cluster whose processes die all the while. At the end every image must be
 * active with the right bytes, and the bucket must hold these and nothing else.
 */
public final class Chaos {

    private static final int CLIENTS = 24;
    private static final Duration PATIENCE_AFTER_THE_LAST_KILL = Duration.ofMinutes(6);
    private static final Duration TIDY = Duration.ofMinutes(5);

    /** Each source sends so many bytes a second, so that there is something to interrupt. */
    private static final long BYTES_PER_SECOND = 6 << 20;

    private final Options options;

    private Chaos(Options options) {
        this.options = options;
    }

    /**
     * @param folder holds all that is made; the caller deletes it
     * @param port   of the first of the cluster's processes; the others' follow it
     */
    record Options(Path project, Path folder, int port, int imports, int kills, long seed) {}

    /**
     * What is seen at the end.
     *
     * @param problems empty if nothing was lost
     */
    record Report(
            List<Life.End> ends,
            Map<String, Integer> deaths,
            long sourceBytes,
            long wishedBytes,
            Duration lasted,
            List<String> problems) {}

    /** Arguments: project's folder, folder, port, imports, kills, seed. Ends with 1 if anything was lost. */
    public static void main(String[] arguments) throws Exception {
        Options options =
                new Options(
                        Path.of(arguments[0]).toAbsolutePath(),
                        Path.of(arguments[1]).toAbsolutePath(),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Long.parseLong(arguments[5]));
        Report report = run(options);
        print(options, report);
        System.exit(report.problems().isEmpty() ? 0 : 1);
    }

    static Report run(Options options) throws Exception {
        return new Chaos(options).run();
    }

    private Report run() throws Exception {
        Disks disks =
                new Disks(
                        Files.createDirectories(options.folder().resolve("disks")), options.seed());
        try (TestSource source = TestSource.start()) {
            for (Path file : disks.files()) {
                source.serve("/" + file.getFileName(), ServedBytes.of(file))
                        .slowly(BYTES_PER_SECOND);
            }
            Path data = options.folder().resolve("cluster");
            Map<String, String> settings =
                    Map.of("DISKMILL_SOURCE_ALLOW", "127.0.0.1:" + source.port());
            try (Cluster cluster = Cluster.up(options.project(), data, options.port(), settings)) {
                return run(cluster, source, disks);
            }
        }
    }

    private Report run(Cluster cluster, TestSource source, Disks disks) throws Exception {
        Random random = new Random(options.seed());
        ApiClient api =
                new ApiClient(
                        List.of(cluster.api(1), cluster.api(2)), cluster.data().resolve("openrc"));
        Instant begin = Instant.now();
        // a second or two a kill, and the work itself
        Instant until =
                begin.plus(Duration.ofSeconds(3L * options.kills() + options.imports()))
                        .plus(PATIENCE_AFTER_THE_LAST_KILL);
        Killer killer = new Killer(cluster, options.seed());
        List<Life.End> ends = new ArrayList<>();
        long wishedBytes = 0;
        try (ExecutorService clients =
                Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
            List<Future<Life.End>> lives = new ArrayList<>();
            for (int number = 0; number < options.imports(); number++) {
                Wish wish = disks.wish(number, random);
                if (wish.way() == Wish.Way.IMPORT) {
                    wishedBytes += Files.size(wish.file());
                }
                Life life =
                        new Life(
                                api,
                                wish,
                                wanted -> source.uri("/" + wanted.file().getFileName()),
                                until);
                lives.add(clients.submit(life::live));
            }
            killer.run(options.kills());
            for (Future<Life.End> life : lives) {
                ends.add(life.get());
            }
        }
        List<String> problems = problems(ends);
        problems.addAll(tidiness(cluster, ends));
        long sourceBytes =
                source.requests().stream().mapToLong(request -> request.bodyBytes()).sum();
        return new Report(
                ends,
                killer.deaths(),
                sourceBytes,
                wishedBytes,
                Duration.between(begin, Instant.now()),
                problems);
    }

    private static List<String> problems(List<Life.End> ends) {
        List<String> problems = new ArrayList<>();
        for (Life.End end : ends) {
            if (end.problem() != null) {
                problems.add("image %s (%s): %s".formatted(end.image(), end.wish(), end.problem()));
            }
        }
        return problems;
    }

    /** In the end the bucket holds one object an image that is active, and nothing unfinished. */
    private static List<String> tidiness(Cluster cluster, List<Life.End> ends)
            throws IOException, InterruptedException {
        Bucket bucket = new Bucket(cluster.data().resolve("minio"), "diskmill");
        Set<String> images = new HashSet<>();
        ends.stream().filter(end -> end.problem() == null).forEach(end -> images.add(end.image()));
        Instant until = Instant.now().plus(TIDY);
        while (true) {
            List<String> problems = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (String key : bucket.keys()) {
                String image = key.startsWith("images/") ? key.split("/", -1)[1] : key;
                if (!images.contains(image) || !seen.add(image)) {
                    problems.add("the bucket holds " + key + ", which nobody needs");
                }
            }
            if (seen.size() < images.size()) {
                problems.add(
                        "the bucket holds the bytes of %d images of %d"
                                .formatted(seen.size(), images.size()));
            }
            if (bucket.unfinishedUploads() > 0) {
                problems.add(
                        "the bucket holds %d unfinished uploads"
                                .formatted(bucket.unfinishedUploads()));
            }
            if (problems.isEmpty() || Instant.now().isAfter(until)) {
                return problems;
            }
            Thread.sleep(1_000);
        }
    }

    private static void print(Options options, Report report) {
        long good = report.ends().stream().filter(end -> end.problem() == null).count();
        Duration longest =
                report.ends().stream()
                        .map(Life.End::lasted)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        System.out.printf(
                "%d images, %d active with the right digest, seed %d, %d s%n",
                options.imports(), good, options.seed(), report.lasted().toSeconds());
        System.out.printf("longest from request to active: %d s%n", longest.toSeconds());
        System.out.printf(
                "asked of the sources: %.2f times the images' bytes%n",
                (double) report.sourceBytes() / Math.max(1, report.wishedBytes()));
        report.deaths().forEach((death, times) -> System.out.printf("  %-20s %d%n", death, times));
        report.problems().forEach(problem -> System.out.println("LOST: " + problem));
    }
}
