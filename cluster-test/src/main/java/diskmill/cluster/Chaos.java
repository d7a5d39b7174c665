package diskmill.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
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

    private final Cluster cluster;
    private final Wishes wishes;
    private final ApiClient api;

    private Chaos(Cluster cluster, Wishes wishes) {
        this.cluster = cluster;
        this.wishes = wishes;
        this.api =
                new ApiClient(
                        List.of(cluster.api(1), cluster.api(2)), cluster.data().resolve("openrc"));
    }

    /** How much of it; the same seed gives the same wishes, victims and pauses. */
    record Load(int imports, int kills, long seed) {}

    /**
     * What is seen at the end.
     *
     * @param problems empty if nothing was lost
     */
    record Report(
            List<Life.End> ends,
            Map<String, Integer> deaths,
            double sourceRatio,
            Duration lasted,
            List<String> problems) {}

    /** Arguments: project's folder, a folder for all that is made, first port, imports, kills, seed. Ends with 1 if anything was lost. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        Load load =
                new Load(
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Long.parseLong(arguments[5]));
        Report report;
        try (Wishes wishes = Wishes.make(folder.resolve("disks"), load.seed());
                Cluster cluster =
                        Cluster.up(
                                Path.of(arguments[0]).toAbsolutePath(),
                                folder.resolve("cluster"),
                                Integer.parseInt(arguments[2]),
                                wishes.settings())) {
            report = run(cluster, wishes, load);
        }
        print(load, report);
        System.exit(report.problems().isEmpty() ? 0 : 1);
    }

    static Report run(Cluster cluster, Wishes wishes, Load load)
            throws IOException, InterruptedException, ExecutionException {
        return new Chaos(cluster, wishes).run(load);
    }

    private Report run(Load load) throws IOException, InterruptedException, ExecutionException {
        Random random = new Random(load.seed());
        Instant begin = Instant.now();
        // a second or two a kill, and the work itself
        Instant until =
                begin.plus(Duration.ofSeconds(3L * load.kills() + load.imports()))
                        .plus(PATIENCE_AFTER_THE_LAST_KILL);
        Killer killer = new Killer(cluster, load.seed());
        List<Life.End> ends = new ArrayList<>();
        try (ExecutorService clients =
                Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
            List<Future<Life.End>> lives = new ArrayList<>();
            for (int number = 0; number < load.imports(); number++) {
                Wish wish = wishes.any(random, BYTES_PER_SECOND);
                lives.add(clients.submit(() -> new Life(api, wish, until).live()));
            }
            killer.run(load.kills());
            for (Future<Life.End> life : lives) {
                ends.add(life.get());
            }
        }
        List<String> problems = problems(ends);
        problems.addAll(untidiness(ends));
        return new Report(
                ends,
                killer.deaths(),
                ratio(ends),
                Duration.between(begin, Instant.now()),
                problems);
    }

    /** The bytes that the sources sent, over those of the images. */
    private double ratio(List<Life.End> ends) {
        long sent = 0;
        long wished = 0;
        for (Life.End end : ends) {
            if (end.wish().way() == Wish.Way.IMPORT) {
                sent += wishes.sent(end.wish());
                wished += end.wish().size();
            }
        }
        return (double) sent / Math.max(1, wished);
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

    private List<String> untidiness(List<Life.End> ends) throws IOException, InterruptedException {
        Set<String> images = new HashSet<>();
        ends.stream()
                .filter(end -> end.problem() == null)
                .map(Life.End::image)
                .forEach(images::add);
        Instant until = Instant.now().plus(TIDY);
        List<String> problems = cluster.bucket().untidiness(images);
        while (!problems.isEmpty() && Instant.now().isBefore(until)) {
            Thread.sleep(1_000);
            problems = cluster.bucket().untidiness(images);
        }
        return problems;
    }

    private static void print(Load load, Report report) {
        long good = report.ends().stream().filter(end -> end.problem() == null).count();
        Duration longest =
                report.ends().stream()
                        .map(Life.End::lasted)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        System.out.printf(
                "%d images, %d active with the right digest, seed %d, %d s%n",
                load.imports(), good, load.seed(), report.lasted().toSeconds());
        System.out.printf("longest from request to active: %d s%n", longest.toSeconds());
        System.out.printf(
                "asked of the sources: %.2f times the images' bytes%n", report.sourceRatio());
        report.deaths().forEach((death, times) -> System.out.printf("  %-20s %d%n", death, times));
        report.problems().forEach(problem -> System.out.println("LOST: " + problem));
    }
}
