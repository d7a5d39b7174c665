package diskmill.ingest;

import static diskmill.testkit.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.ImageEvent.Submitted;
import diskmill.event.Phase;
import diskmill.gate.AddressGate;
import diskmill.gate.GateSettings;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.image.RejectionReason;
import diskmill.ingest.source.HttpSources;
import diskmill.ingest.source.SourceSettings;
import diskmill.intake.Intake;
import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import diskmill.storage.file.FileObjectStore;
import diskmill.testkit.Fault;
import diskmill.testkit.ServedBytes;
import diskmill.testkit.TestSource;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

class IngestStepTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant DEADLINE = NOW.plus(Duration.ofHours(1));
    private static final Limits LIMITS = new Limits(10 << 20, 10 << 20);
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

    @TempDir private Path folder;

    private final byte[] bytes = patternBytes(3 << 20);
    private final ImageId image = ImageId.random();
    private final AttemptId attempt = AttemptId.next();
    private final WatchedRun run = new WatchedRun();
    private final TestSource server = TestSource.start();
    private HttpSources sources;
    private FileObjectStore store;
    private IngestStep step;

    @BeforeEach
    void open() throws Exception {
        var gate =
                AddressGate.of(
                        new GateSettings(List.of("127.0.0.1")),
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
        sources = new HttpSources(gate, QUICK, Clock.systemUTC());
        store = FileObjectStore.open(folder);
        step = new IngestStep(sources, new Intake(store), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws Exception {
        sources.close();
        store.close();
        server.close();
    }

    @Test
    void theBytesAreInTheStoreUnderTheRunsOwnKey() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).uri();

        var outcome = step.run(submitted(disk), run);

        var key = ObjectKey.of(image, attempt, run.id());
        var digests = Digests.of(digest(HashAlgorithm.MD5), digest(HashAlgorithm.SHA256));
        assertThat(outcome)
                .isEqualTo(
                        new Ingested(
                                image,
                                attempt,
                                run.id(),
                                NOW,
                                DEADLINE,
                                key,
                                ContainerFormat.BARE,
                                DiskFormat.RAW,
                                null,
                                bytes.length,
                                (long) bytes.length,
                                digests,
                                digests,
                                HashAlgorithm.SHA256,
                                LIMITS));
        try (var stored = store.open(key, 0, Long.MAX_VALUE)) {
            assertThat(stored.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aSecondRunOfTheSameWorkComesToTheSameBytesUnderAKeyOfItsOwn() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).uri();
        var second = new WatchedRun();

        step.run(submitted(disk), run);
        var outcome = step.run(submitted(disk), second);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Ingested.class,
                        ingested ->
                                assertThat(ingested.object())
                                        .isEqualTo(ObjectKey.of(image, attempt, second.id())));
        assertThat(store.list(KeyPrefix.of(image, attempt))).hasSize(2);
    }

    @Test
    void progressIsToldWithTheTotal() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).uri();

        step.run(submitted(disk), run);

        assertThat(run.told().getLast())
                .isEqualTo(new WatchedRun.Told(Phase.RECEIVING, bytes.length, (long) bytes.length));
    }

    @Test
    void aBreakIsMendedUnderTheSameRun() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).next(Fault.cutAfter(1 << 20)).uri();

        assertThat(step.run(submitted(disk), run)).isInstanceOf(Ingested.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aBreakThatCannotBeMendedBeginsAgain() throws Exception {
        URI disk =
                server.serve("/disk.raw", bytes).withoutEtag().next(Fault.cutAfter(1 << 20)).uri();

        assertThat(step.run(submitted(disk), run))
                .isInstanceOfSatisfying(
                        Ingested.class,
                        ingested -> assertThat(ingested.size()).isEqualTo(bytes.length));
        assertOnlyThisRunsObjectIsLeft();
    }

    @Test
    void aSourceThatChangesInTheMiddleIsTakenInItsNewVersion() throws Exception {
        var served = server.serve("/disk.raw", patternBytes(2 << 20));
        // the second answer is of another version, so the third is the whole of it
        served.next(Fault.cutAfter(1 << 20)).newEtagEachTime();

        assertThat(step.run(submitted(served.uri()), run))
                .isInstanceOfSatisfying(
                        Ingested.class, ingested -> assertThat(ingested.size()).isEqualTo(2 << 20));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aSourceThatIsAlwaysTruncatedIsRejectedAndLeavesNothing() throws Exception {
        URI disk =
                server.serve("/disk.raw", bytes)
                        .withoutEtag()
                        .always(Fault.cutAfter(1 << 20))
                        .uri();

        assertRejected(disk, RejectionReason.SOURCE_TRUNCATED);
    }

    @Test
    void aSourceThatIsCutAtTheSamePlaceAgainAndAgainIsRejectedAndLeavesNothing() throws Exception {
        URI disk =
                server.serve("/disk.raw", bytes)
                        .next(Fault.cutAfter(1 << 20))
                        .always(Fault.cutAfter(0))
                        .uri();

        assertRejected(disk, RejectionReason.SOURCE_TRUNCATED);
    }

    @Test
    void aSourceThatClaimsMoreThanItHasIsRejected() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).claimsLength(bytes.length + 1).uri();

        assertRejected(disk, RejectionReason.SOURCE_TRUNCATED);
    }

    @Test
    void aMissingSourceIsRejected() throws Exception {
        assertRejected(server.uri("/nothing.raw"), RejectionReason.SOURCE_ERROR);
    }

    @Test
    void aLoopOfRedirectsIsRejected() throws Exception {
        assertRejected(server.redirect("/loop", "/loop").uri(), RejectionReason.SOURCE_REDIRECTS);
    }

    @Test
    void aClosedAddressIsRejected() throws Exception {
        assertRejected(URI.create("http://127.0.0.2/disk.raw"), RejectionReason.SOURCE_UNREACHABLE);
    }

    @Test
    void zeroBytesAreRejected() throws Exception {
        URI disk = server.serve("/disk.raw", new byte[0]).uri();

        assertRejected(disk, RejectionReason.EMPTY);
    }

    @Test
    void moreThanTheLimitIsRejectedBeforeAByteIsRead() throws Exception {
        URI disk = server.serve("/disk.raw", ServedBytes.pattern(1L << 40)).uri();

        assertRejected(disk, RejectionReason.TOO_LARGE);
    }

    @Test
    void moreThanTheLimitIsRejectedWhereTheLengthWasNotTold() throws Exception {
        URI disk = server.serve("/disk.raw", ServedBytes.pattern(1L << 40)).chunked().uri();

        assertRejected(disk, RejectionReason.TOO_LARGE);
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    @Test
    void anotherDigestThanTheExpectedIsRejected() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).uri();
        var other = Digest.of(HashAlgorithm.MD5, new byte[16]);

        assertRejected(
                step.run(submitted(disk, DEADLINE, other), run), RejectionReason.CHECKSUM_MISMATCH);
    }

    @Test
    void workBehindItsDeadlineIsNotBegun() throws Exception {
        URI disk = server.serve("/disk.raw", bytes).uri();

        assertRejected(
                step.run(submitted(disk, NOW, null), run), RejectionReason.DEADLINE_EXCEEDED);
        assertThat(server.connections()).isZero();
    }

    @Test
    void noSentenceTellsAnAddress() throws Exception {
        var outcome = step.run(submitted(server.uri("/nothing.raw?sig=secret")), run);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.detail())
                                        .doesNotContain("secret", "127.0.0.1", "nothing.raw"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theLogTellsOfOneStepInOneLineWithoutSecrets(CapturedOutput output) throws Exception {
        server.serve("/disk.raw?sig=secret", bytes);

        step.run(submitted(server.uri("/disk.raw?sig=secret")), run);

        assertThat(output.getAll().lines().filter(line -> line.contains(" INFO ")))
                .singleElement()
                .asString()
                .contains("image=" + image, "attempt=" + attempt, "/disk.raw?…");
        assertThat(output.getAll()).doesNotContain("sig=secret");
    }

    @Test
    void whatWasCancelledStopsWithinTwoSecondsAndLeavesNothing() throws Exception {
        var served = server.serve("/disk.raw", bytes).always(Fault.stallAfter(2 << 20));

        run.cancel();
        var thrown = interruptAfter(2 << 20, served.uri());

        assertThat(thrown).isInstanceOfAny(InterruptedException.class, IOException.class);
        assertThat(filesLeft()).isZero();
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    @Test
    void whatWasGivenBackStopsWithinTwoSecondsToo() throws Exception {
        var served = server.serve("/disk.raw", bytes).always(Fault.stallAfter(2 << 20));

        var thrown = interruptAfter(2 << 20, served.uri());

        assertThat(thrown).isInstanceOfAny(InterruptedException.class, IOException.class);
        assertThat(store.list(KeyPrefix.ALL)).isEmpty();
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    /** Interrupts the step once the source has sent so much, and answers what it threw. */
    private @Nullable Throwable interruptAfter(long sent, URI disk) throws Exception {
        var thrown = new AtomicReference<@Nullable Throwable>();
        Thread worker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                step.run(submitted(disk), run);
                            } catch (Exception expected) {
                                thrown.set(expected);
                            }
                        });
        await().ignoreExceptions().until(() -> server.requests().getFirst().bodyBytes() == sent);

        worker.interrupt();

        assertThat(worker.join(Duration.ofSeconds(2))).isTrue();
        return thrown.get();
    }

    private void assertRejected(URI disk, RejectionReason reason) throws Exception {
        assertRejected(step.run(submitted(disk), run), reason);
    }

    private void assertRejected(ImageEvent outcome, RejectionReason reason) throws Exception {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> {
                            assertThat(rejected.reason()).isEqualTo(reason);
                            assertThat(rejected.attemptId()).isEqualTo(attempt);
                            assertThat(rejected.runId()).isEqualTo(run.id());
                            assertThat(rejected.detail()).isNotBlank();
                        });
        assertThat(filesLeft()).isZero();
    }

    private void assertOnlyThisRunsObjectIsLeft() throws Exception {
        assertThat(store.list(KeyPrefix.ALL))
                .singleElement()
                .satisfies(object ->
                        assertThat(object.key()).isEqualTo(ObjectKey.of(image, attempt, run.id())));
        assertThat(filesLeft()).isEqualTo(1);
    }

    /** With bytes in them, finished or not. */
    private long filesLeft() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .count();
        }
    }

    private Submitted submitted(URI disk) {
        return submitted(disk, DEADLINE, null);
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
                LIMITS);
    }

    private Digest digest(HashAlgorithm algorithm) {
        return Digest.of(algorithm, algorithm.newDigest().digest(bytes));
    }
}
