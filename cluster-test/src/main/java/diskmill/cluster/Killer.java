package diskmill.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ends processes at random, one after the other, and starts each again: most by {@code kill -9}, some by SIGTERM, and now
 * and then a worker hangs for longer than its lease. The same seed gives the same victims, ways and pauses.
 */
final class Killer {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2_500);
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(4);
    private static final Duration HANGS = Duration.ofSeconds(40);

    private final Cluster cluster;
    private final Random random;
    private final Map<String, Integer> deaths = new TreeMap<>();
    private final List<Thread> revivals = new ArrayList<>();

    Killer(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    /** Kills so many times; returns when all are up again. */
    void run(int kills) throws IOException, InterruptedException {
        for (int kill = 0; kill < kills; kill++) {
            Thread.sleep(random.nextLong(LONGEST_PAUSE.toMillis()));
            strike();
        }
        for (Thread revival : revivals) {
            revival.join();
        }
    }

    /** By name and way, how often. */
    Map<String, Integer> deaths() {
        return deaths;
    }

    private void strike() throws IOException, InterruptedException {
        List<String> all = everybody();
        String victim = all.get(random.nextInt(all.size()));
        int way = random.nextInt(10);
        Duration absence = Duration.ofMillis(random.nextLong(LONGEST_ABSENCE.toMillis()));
        boolean worker = Cluster.INGEST.contains(victim) || Cluster.CONVERT.contains(victim);
        if (way == 0 && worker) {
            count(victim + " hangs");
            cluster.freeze(victim);
            later(victim, HANGS, () -> cluster.thaw(victim));
        } else if (way <= 2) {
            count(victim + " SIGTERM");
            Runnable end = cluster.terminate(victim);
            later(
                    victim,
                    absence,
                    () -> {
                        // a second one of the name would find it still there
                        end.run();
                        cluster.start(victim);
                    });
        } else {
            count(victim + " kill -9");
            cluster.kill(victim);
            later(victim, absence, () -> cluster.start(victim));
        }
    }

    private static List<String> everybody() {
        List<String> all = new ArrayList<>(Cluster.SERVERS);
        // workers and api-services die more often than servers do
        for (int i = 0; i < 2; i++) {
            all.addAll(Cluster.APIS);
            all.addAll(Cluster.INGEST);
            all.addAll(Cluster.CONVERT);
        }
        return all;
    }

    private interface Deed {
        void run() throws IOException, InterruptedException;
    }

    private void later(String name, Duration pause, Deed deed) {
        revivals.add(
                Thread.ofVirtual()
                        .name("revive " + name)
                        .start(() -> {
                            try {
                                Thread.sleep(pause);
                                deed.run();
                            } catch (IOException failed) {
                                System.err.println(
                                        name + " is not up again: " + failed.getMessage());
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        }));
    }

    private void count(String death) {
        deaths.merge(death, 1, Integer::sum);
    }
}
