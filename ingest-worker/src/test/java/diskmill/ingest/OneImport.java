package diskmill.ingest;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Submitted;
import diskmill.gate.AddressGate;
import diskmill.gate.GateSettings;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.ingest.source.HttpSources;
import diskmill.ingest.source.SourceSettings;
import diskmill.intake.Intake;
import diskmill.storage.ObjectStore;
import diskmill.storage.file.FileObjectStore;
import diskmill.testkit.source.TestSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** One image at an ingest-worker: a real source, intake and store, and times so short that nothing waits. */
final class OneImport implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Instant DEADLINE = NOW.plus(Duration.ofHours(1));
    static final Limits LIMITS = new Limits(32 << 20, 32 << 20);

    private static final SourceSettings QUICK =
            new SourceSettings(
                    Duration.ofMillis(50),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    DataSize.ofBytes(0),
                    Duration.ofSeconds(30),
                    3,
                    Duration.ofMillis(2),
                    Duration.ofMillis(10));

    final ImageId image = ImageId.random();
    final AttemptId attempt = AttemptId.next();
    final WatchedRun run = new WatchedRun();
    final TestSource server = TestSource.start();
    final ObjectStore store;

    private final FileObjectStore files;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Path folder;
    private final HttpSources sources;
    private final IngestStep step;

    OneImport(Path folder) throws IOException {
        this(folder, files -> files);
    }

    /** @param stored makes of a store of files the one that is used */
    OneImport(Path folder, UnaryOperator<ObjectStore> stored) throws IOException {
        this.folder = folder;
        var gate =
                AddressGate.of(
                        new GateSettings(List.of("127.0.0.1")),
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
        sources = new HttpSources(gate, QUICK, Clock.systemUTC());
        files = FileObjectStore.open(folder);
        store = stored.apply(files);
        step =
                new IngestStep(
                        sources,
                        new Intake(store),
                        new Continuation(store),
                        new IngestMetrics(meters),
                        Clock.fixed(NOW, ZoneOffset.UTC));
    }

    ImageEvent run(URI disk) throws IOException, InterruptedException {
        return run(disk, run);
    }

    ImageEvent run(URI disk, WatchedRun by) throws IOException, InterruptedException {
        return step.run(submitted(disk, DEADLINE, null), by);
    }

    ImageEvent run(URI disk, Instant deadline, @Nullable Digest expected)
            throws IOException, InterruptedException {
        return step.run(submitted(disk, deadline, expected), run);
    }

    double count(String counter) {
        return meters.get(counter).counter().count();
    }

    /** Files with bytes in them, finished or not. */
    long filesLeft() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .count();
        }
    }

    @Override
    public void close() throws IOException {
        sources.close();
        files.close();
        server.close();
    }

    private Submitted submitted(URI disk, Instant deadline, @Nullable Digest expected) {
        return new Submitted(
                image,
                attempt,
                NOW,
                deadline,
                disk,
                ContainerFormat.BARE,
                DiskFormat.RAW,
                null,
                expected,
                HashAlgorithm.SHA256,
                LIMITS,
                null);
    }
}
