package diskmill.ingest;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent.Ingested;
import diskmill.event.Phase;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import diskmill.testkit.source.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class IngestStepTest {

    @TempDir private Path folder;

    private final byte[] bytes = patternBytes(3 << 20);
    private OneImport work;

    @BeforeEach
    void begin() throws Exception {
        work = new OneImport(folder);
    }

    @AfterEach
    void close() throws Exception {
        work.close();
    }

    @Test
    void theBytesAreInTheStoreUnderTheRunsOwnKey() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).uri();

        var outcome = work.run(disk);

        var key = ObjectKey.of(work.image, work.attempt, work.run.id());
        var digests = Digests.of(digest(HashAlgorithm.MD5), digest(HashAlgorithm.SHA256));
        assertThat(outcome)
                .isEqualTo(
                        new Ingested(
                                work.image,
                                work.attempt,
                                work.run.id(),
                                OneImport.NOW,
                                OneImport.DEADLINE,
                                key,
                                ContainerFormat.BARE,
                                DiskFormat.RAW,
                                null,
                                bytes.length,
                                (long) bytes.length,
                                digests,
                                digests,
                                HashAlgorithm.SHA256,
                                OneImport.LIMITS));
        try (var stored = work.store.open(key, 0, Long.MAX_VALUE)) {
            assertThat(stored.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aSecondRunOfTheSameWorkComesToTheSameBytesUnderAKeyOfItsOwn() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).uri();
        var second = new WatchedRun();

        work.run(disk);
        var outcome = work.run(disk, second);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Ingested.class,
                        ingested ->
                                assertThat(ingested.object())
                                        .isEqualTo(
                                                ObjectKey.of(
                                                        work.image, work.attempt, second.id())));
        assertThat(work.store.list(KeyPrefix.of(work.image, work.attempt))).hasSize(2);
    }

    @Test
    void progressIsToldWithTheTotal() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).uri();

        work.run(disk);

        assertThat(work.run.told().getLast())
                .isEqualTo(new WatchedRun.Told(Phase.RECEIVING, bytes.length, (long) bytes.length));
    }

    @Test
    void theSourcesBytesAreCountedWhileTheyCome() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).uri();
        var counts = new ArrayList<Double>();

        work.run.whenTold(() -> counts.add(work.count("diskmill.source.bytes")));

        work.run(disk);

        assertThat(counts).isSorted().hasSizeGreaterThan(2);
        assertThat(counts.getFirst()).isBetween(1.0, bytes.length / 2.0);
        assertThat(work.count("diskmill.source.bytes")).isEqualTo(bytes.length);
    }

    @Test
    void aBreakIsMendedUnderTheSameRun() throws Exception {
        URI disk = work.server.serve("/disk.raw", bytes).next(Fault.cutAfter(1 << 20)).uri();

        assertThat(work.run(disk)).isInstanceOf(Ingested.class);
        assertThat(work.server.requests()).hasSize(2);
    }

    @Test
    void aBreakThatCannotBeMendedBeginsAgain() throws Exception {
        URI disk =
                work.server
                        .serve("/disk.raw", bytes)
                        .withoutEtag()
                        .next(Fault.cutAfter(1 << 20))
                        .uri();

        assertThat(work.run(disk))
                .isInstanceOfSatisfying(
                        Ingested.class,
                        ingested -> assertThat(ingested.size()).isEqualTo(bytes.length));
        assertOnlyThisRunsObjectIsLeft();
    }

    @Test
    void aSourceThatChangesInTheMiddleIsTakenInItsNewVersion() throws Exception {
        var served = work.server.serve("/disk.raw", patternBytes(2 << 20));
        // the second answer is of another version, so the third is the whole of it
        served.next(Fault.cutAfter(1 << 20)).newEtagEachTime();

        assertThat(work.run(served.uri()))
                .isInstanceOfSatisfying(
                        Ingested.class, ingested -> assertThat(ingested.size()).isEqualTo(2 << 20));
        assertThat(work.server.requests()).hasSize(3);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theLogTellsOfOneStepInOneLineWithoutSecrets(CapturedOutput output) throws Exception {
        work.server.serve("/disk.raw?sig=secret", bytes);

        work.run(work.server.uri("/disk.raw?sig=secret"));

        assertThat(output.getAll().lines().filter(line -> line.contains(" INFO ")))
                .singleElement()
                .asString()
                .contains("image=" + work.image, "attempt=" + work.attempt, "/disk.raw?…");
        assertThat(output.getAll()).doesNotContain("sig=secret");
    }

    @Test
    void whatWasCancelledStopsWithinTwoSecondsAndLeavesNothing() throws Exception {
        var served = work.server.serve("/disk.raw", bytes).always(Fault.stallAfter(2 << 20));

        work.run.cancel();
        var thrown = interruptAfter(2 << 20, served.uri());

        assertThat(thrown).isInstanceOfAny(InterruptedException.class, IOException.class);
        assertThat(work.filesLeft()).isZero();
        await().untilAsserted(() -> assertThat(work.server.openConnections()).isZero());
    }

    @Test
    void whatWasGivenBackStopsWithinTwoSecondsToo() throws Exception {
        var served = work.server.serve("/disk.raw", bytes).always(Fault.stallAfter(2 << 20));

        var thrown = interruptAfter(2 << 20, served.uri());

        assertThat(thrown).isInstanceOfAny(InterruptedException.class, IOException.class);
        assertThat(work.store.list(KeyPrefix.ALL)).isEmpty();
        await().untilAsserted(() -> assertThat(work.server.openConnections()).isZero());
    }

    /** Interrupts the step once the source has sent so much, and answers what it threw. */
    private @Nullable Throwable interruptAfter(long sent, URI disk) throws Exception {
        var thrown = new AtomicReference<@Nullable Throwable>();
        Thread worker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                work.run(disk);
                            } catch (Exception expected) {
                                thrown.set(expected);
                            }
                        });
        await().ignoreExceptions()
                .until(() -> work.server.requests().getFirst().bodyBytes() == sent);

        worker.interrupt();

        assertThat(worker.join(Duration.ofSeconds(2))).isTrue();
        return thrown.get();
    }

    private void assertOnlyThisRunsObjectIsLeft() throws Exception {
        assertThat(work.store.list(KeyPrefix.ALL))
                .singleElement()
                .satisfies(object ->
                        assertThat(object.key())
                                .isEqualTo(ObjectKey.of(work.image, work.attempt, work.run.id())));
        assertThat(work.filesLeft()).isEqualTo(1);
    }

    private Digest digest(HashAlgorithm algorithm) {
        return Digest.of(algorithm, algorithm.newDigest().digest(bytes));
    }
}
