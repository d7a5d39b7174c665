package diskmill.ingest;

import static diskmill.testkit.source.ServedBytes.patternBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.image.Digest;
import diskmill.image.HashAlgorithm;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.ingest.source.SourceVersion;
import diskmill.messaging.Superseded;
import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.UploadNote;
import diskmill.testkit.source.Fault;
import diskmill.testkit.source.ServedPath;
import diskmill.testkit.source.SourceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of what the runs before it have left in the store. */
class ContinuationTest {

    private static final String VERSION = "\"v1\"";
    private static final int SIZE = (4 << 20) + 12_345;
    private static final int STORED = 3 << 20;

    @TempDir private Path folder;

    private final byte[] bytes = patternBytes(SIZE);
    private OneImport work;
    private LeavingStore store;
    private ServedPath served;

    @BeforeEach
    void begin() throws Exception {
        work = new OneImport(folder, LeavingStore::new);
        store = (LeavingStore) work.store;
        served = work.server.serve("/disk.raw", bytes);
    }

    @AfterEach
    void close() throws Exception {
        work.close();
    }

    @Test
    void onlyTheRestIsAskedOfTheSource() throws Exception {
        die(STORED);

        assertWhole(run(), bytes);

        assertThat(asked()).hasSize(2);
        assertThat(asked().getLast().header("Range")).hasValue("bytes=%d-".formatted(STORED));
        assertThat(asked().getLast().header("If-Range")).hasValue(VERSION);
        assertThat(asked().getLast().bodyBytes()).isEqualTo(SIZE - STORED);
    }

    @Test
    void theOwnerIsToldWhereItGoesOnAndProgressBeginsThere() throws Exception {
        die(STORED);

        run();

        assertThat(work.run.remarks())
                .containsExactly(
                        "The transfer goes on at byte %d, where it was interrupted."
                                .formatted(STORED));
        assertThat(work.run.told())
                .allSatisfy(told -> {
                    assertThat(told.done()).isBetween((long) STORED, (long) SIZE);
                    assertThat(told.total()).isEqualTo(SIZE);
                });
    }

    @Test
    void whatASourceSentIsCountedBesideWhatBecameAnImage() throws Exception {
        die(STORED);
        double before = work.count("diskmill.source.bytes");

        run();

        assertThat(work.count("diskmill.source.bytes") - before).isEqualTo(SIZE - STORED);
        assertThat(work.count("diskmill.image.bytes")).isEqualTo(SIZE);
    }

    @Test
    void aRunThatNobodyWentBeforeSaysNothing() throws Exception {
        assertWhole(run(), bytes);

        assertThat(work.run.remarks()).isEmpty();
    }

    @Test
    void nothingIsAskedOfTheSourceIfARunDiedWhenItHadStoredAllAndToldNobody() throws Exception {
        work.run(served.uri(), new WatchedRun());

        assertWhole(run(), bytes);

        assertThat(asked()).hasSize(1);
        assertThat(work.run.remarks())
                .containsExactly(
                        "The transfer goes on at byte %d, where it was interrupted."
                                .formatted(SIZE));
    }

    @Test
    void eachOfSeveralCrashesGoesOnFromTheOneBefore() throws Exception {
        die(1 << 20);
        die(2 << 20);
        die(STORED);

        assertWhole(run(), bytes);

        assertThat(asked().stream().map(request -> request.header("Range").orElse("-")))
                .containsExactly("-", "bytes=1048576-", "bytes=2097152-", "bytes=3145728-");
    }

    @Test
    void aRunThatDiedWhileItReadTheStoreCostsNothing() throws Exception {
        die(STORED);
        die(1 << 20);

        assertWhole(run(), bytes);

        assertThat(asked().getLast().header("Range")).hasValue("bytes=%d-".formatted(STORED));
    }

    @Test
    void aNewVersionIsTakenWhole() throws Exception {
        die(STORED);
        byte[] other = other(SIZE);
        served.replace(other, "\"v2\"");

        assertWhole(run(), other);

        assertThat(work.run.remarks()).singleElement().asString().contains("begins again");
    }

    @Test
    void aNewVersionOfAnotherLengthIsTakenWholeAlsoUnderTheSameTag() throws Exception {
        die(STORED);
        byte[] other = other(SIZE + 1);
        served.replace(other, VERSION);

        assertWhole(run(), other);
    }

    @Test
    void aVersionThatIsShorterThanWhatWasStoredIsTakenWhole() throws Exception {
        die(STORED);
        byte[] other = other(1 << 20);
        served.replace(other, VERSION).ignoresIfRange();

        assertWhole(run(), other);
    }

    @Test
    void aVersionThatChangesAfterwardsIsTakenWhole() throws Exception {
        die(STORED);
        byte[] other = other(SIZE);
        served.next(Fault.cutAfter(100_000));
        work.run.whenRemarked(() -> served.replace(other, "\"v2\""));

        assertWhole(run(), other);

        assertThat(work.run.remarks()).hasSize(2).last().asString().contains("begins again");
    }

    @Test
    void ofTwoVersionsTheOneThatTheLatestRunMetIsGoneOnWith() throws Exception {
        die(STORED);
        byte[] other = other(SIZE);
        served.replace(other, "\"v2\"");
        die(1 << 20);

        assertWhole(run(), other);

        assertThat(asked().getLast().header("Range")).hasValue("bytes=1048576-");
        assertThat(asked().getLast().header("If-Range")).hasValue("\"v2\"");
    }

    @Test
    void withoutAStrongTagItBeginsAgain() throws Exception {
        served.etag("W/\"v1\"");
        die(STORED);

        assertWhole(run(), bytes);

        assertThat(asked().getLast().header("Range")).isEmpty();
        assertThat(work.run.remarks()).singleElement().asString().contains("begins again");
    }

    @Test
    void withoutALengthItBeginsAgain() throws Exception {
        served.chunked();
        die(STORED);

        assertWhole(run(), bytes);

        assertThat(asked().getLast().header("Range")).isEmpty();
    }

    @Test
    void aSourceWithoutRangesIsAskedForTheWhole() throws Exception {
        served.ignoresRanges();
        die(STORED);

        assertWhole(run(), bytes);

        assertThat(work.run.remarks()).singleElement().asString().contains("begins again");
    }

    @Test
    void anotherPartThanTheRestIsNotTaken() throws Exception {
        served.shiftsRangesBy(-1);
        die(STORED);

        assertWhole(run(), bytes);
    }

    @Test
    void aCompressedStreamBeginsAgain() throws Exception {
        served.replace(gzip(bytes), VERSION);
        die(STORED);

        assertWhole(run(), bytes);

        assertThat(asked().getLast().header("Range")).isEmpty();
        assertThat(work.run.remarks()).singleElement().asString().contains("come compressed");
    }

    @Test
    void moreThanTheSourceHasIsNotUsed() throws Exception {
        store.leave(earlierKey(), note(served.uri(), 1 << 20), patternBytes(STORED));

        assertWhole(run(), bytes);

        assertThat(asked().getLast().header("Range")).isEmpty();
    }

    @Test
    void nothingIsAskedWhereNothingIsMissing() throws Exception {
        byte[] all = patternBytes(STORED);
        store.leave(earlierKey(), note(served.uri(), STORED), all);

        assertWhole(run(), all);

        assertThat(asked()).isEmpty();
    }

    @Test
    void whatIsStoredOfAnotherAddressIsNotUsed() throws Exception {
        URI another = work.server.uri("/disk.raw?other");
        store.leave(earlierKey(), note(another, SIZE), other(STORED));

        assertWhole(run(), bytes);
    }

    @Test
    void aNoteOfANewerDiskmillIsNotUsed() throws Exception {
        store.leave(earlierKey(), new UploadNote("2 whatever"), other(STORED));

        assertWhole(run(), bytes);
    }

    @Test
    void wrongBytesInTheStoreAreNoticedByTheExpectedDigest() throws Exception {
        store.leave(earlierKey(), note(served.uri(), SIZE), other(STORED));

        var outcome =
                work.run(served.uri(), OneImport.DEADLINE, digest(HashAlgorithm.SHA256, bytes));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.reason())
                                        .isEqualTo(RejectionReason.CHECKSUM_MISMATCH));
    }

    @Test
    void whatHadNotFilledAPartIsFetchedAgain() throws Exception {
        die(LeavingStore.PART - 1);

        assertWhole(run(), bytes);

        assertThat(asked().getLast().header("Range")).isEmpty();
        assertThat(work.run.remarks()).singleElement().asString().contains("begins again");
    }

    @Test
    void aStoreThatIsAwayIsWaitedForByATryLater() throws Exception {
        die(STORED);
        store.goAway();
        assertThatThrownBy(() -> work.run(served.uri(), new WatchedRun()))
                .isInstanceOf(StoreUnavailable.class);
        store.recover();

        assertWhole(run(), bytes);

        assertThat(asked()).hasSize(2);
        assertThat(asked().getLast().header("Range")).hasValue("bytes=%d-".formatted(STORED));
    }

    @Test
    void anErrorOfTheSourceIsNoReasonToGiveUpWhatIsStored() throws Exception {
        die(STORED);
        served.next(Fault.status(503)).next(Fault.cutAfter(100_000));

        assertWhole(run(), bytes);

        assertThat(asked().getLast().header("Range"))
                .hasValue("bytes=%d-".formatted(STORED + 100_000));
    }

    @Test
    void workThatIsGivenBackInTheMiddleIsGoneOnWith() throws Exception {
        served.next(Fault.stallAfter(STORED));
        var thrown = new AtomicReference<@Nullable Throwable>();
        Thread worker =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                work.run(served.uri(), new WatchedRun());
                            } catch (Exception expected) {
                                thrown.set(expected);
                            }
                        });
        await().ignoreExceptions().until(() -> asked().getFirst().bodyBytes() == STORED);

        worker.interrupt();

        assertThat(worker.join(Duration.ofSeconds(2))).isTrue();
        assertThat(thrown.get()).isInstanceOfAny(InterruptedException.class, IOException.class);
        assertWhole(run(), bytes);
        long from =
                Long.parseLong(
                        asked().getLast().header("Range").orElseThrow().replaceAll("\\D", ""));
        assertThat(from).isBetween(1L, (long) STORED);
    }

    @Test
    void whatWasCancelledLeavesNothingToGoOnWith() throws Exception {
        store.dieAfter(STORED);
        var cancelled = new WatchedRun();
        cancelled.cancel();

        assertThatThrownBy(() -> work.run(served.uri(), cancelled))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(store.leftovers(KeyPrefix.ALL)).isEmpty();
    }

    @Test
    void aRunThatWasTakenForDeadEndsAsSupersededAndRejectsNothing() throws Exception {
        var hung = new WatchedRun();
        var outcome = new AtomicReference<@Nullable ImageEvent>();
        store.beforeItCompletes(() -> outcome.set(runUnchecked()));

        assertThatThrownBy(() -> work.run(served.uri(), hung)).isInstanceOf(Superseded.class);

        assertWhole(Objects.requireNonNull(outcome.get()), bytes);
    }

    @Test
    void anObjectThatIsShorterThanWhatWasSentIsTheStoresFault() {
        store.loseTheLastByte();

        assertThatThrownBy(() -> run()).isInstanceOf(StoreUnavailable.class);
    }

    /** A run that dies once it has stored so much. */
    private void die(int stored) {
        store.dieAfter(stored);
        assertThatThrownBy(() -> work.run(served.uri(), new WatchedRun()))
                .isInstanceOf(StoreUnavailable.class);
        store.recover();
    }

    private ImageEvent run() throws Exception {
        return work.run(served.uri());
    }

    private ImageEvent runUnchecked() {
        try {
            return run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void assertWhole(ImageEvent outcome, byte[] expected) throws Exception {
        assertThat(outcome).isInstanceOf(Ingested.class);
        var ingested = (Ingested) outcome;
        assertThat(ingested.object())
                .isEqualTo(ObjectKey.of(work.image, work.attempt, work.run.id()));
        assertThat(ingested.storedDigests().all())
                .containsExactlyInAnyOrder(
                        digest(HashAlgorithm.MD5, expected),
                        digest(HashAlgorithm.SHA256, expected));
        try (var stored = store.open(ingested.object(), 0, Long.MAX_VALUE)) {
            assertThat(Arrays.equals(stored.readAllBytes(), expected)).isTrue();
        }
    }

    private List<SourceRequest> asked() {
        return work.server.requests("/disk.raw");
    }

    private ObjectKey earlierKey() {
        return ObjectKey.of(work.image, work.attempt, RunId.next());
    }

    private static UploadNote note(URI source, long length) {
        return ContinueNote.of(source, new SourceVersion(VERSION, length));
    }

    private static Digest digest(HashAlgorithm algorithm, byte[] content) {
        return Digest.of(algorithm, algorithm.newDigest().digest(content));
    }

    private static byte[] other(int size) {
        byte[] other = patternBytes(size);
        for (int i = 0; i < size; i++) {
            other[i] ^= 0x55;
        }
        return other;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }
}
