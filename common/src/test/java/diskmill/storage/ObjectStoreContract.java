package diskmill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.image.RunId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every object store does. One subclass per store, whose tests run in parallel with nobody else's under the same keys;
 * a store may override a test only with a comment that says why.
 */
public abstract class ObjectStoreContract {

    /** Larger than an S3 part's least size, 5 MiB, and no multiple of anything. */
    private static final int LARGE = 12 * 1024 * 1024 + 12_345;

    private final ObjectKey key = Keys.fresh();

    protected abstract ObjectStore store();

    /** Whether an upload that broke off leaves something that {@link ObjectStore#leftovers} tells of. */
    protected boolean keepsLeftovers() {
        return true;
    }

    /** Waits until the store has the first 5 MiB of an unfinished upload; only asked of a store that keeps leftovers. */
    protected void awaitFirstPart(ObjectKey unfinished) {}

    @Test
    void anObjectsLocationNamesItAndNobody() {
        URI location = store().location(key);

        assertThat(location.toString()).matches("(file:///|s3://).*/" + key.value());
        assertThat(location.getUserInfo()).isNull();
        assertThat(location.getQuery()).isNull();
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        byte[] content = random(100_000);

        put(key, content);

        assertThat(read(key)).isEqualTo(content);
    }

    @Test
    void aLargeObjectInOddPortionsIsReadAgain() throws IOException {
        byte[] content = random(LARGE);

        try (ObjectUpload upload = store().upload(key)) {
            int portion = 1;
            for (int at = 0; at < content.length; at += portion, portion = portion * 3 % 700_001) {
                upload.write(content, at, Math.min(portion, content.length - at));
            }
            upload.complete();
        }

        assertThat(read(key)).isEqualTo(content);
    }

    @Test
    void zerosInTheMiddleAndAtTheEndAreReadAgain() throws IOException {
        byte[] content = random(1_000_000);
        Arrays.fill(content, 100_000, 500_000, (byte) 0);
        Arrays.fill(content, 700_000, 1_000_000, (byte) 0);

        put(key, content);

        assertThat(read(key)).isEqualTo(content);
    }

    @Test
    void anObjectMayHaveNoBytes() throws IOException {
        put(key, new byte[0]);

        assertThat(read(key)).isEmpty();
        assertThat(store().find(key).map(StoredObject::size)).contains(0L);
    }

    @Test
    void theArrayIsFreeAgainOnceItIsWritten() throws IOException {
        byte[] content = random(50_000);
        byte[] portion = content.clone();

        try (ObjectUpload upload = store().upload(key)) {
            upload.write(portion, 0, portion.length);
            Arrays.fill(portion, (byte) 7);
            upload.complete();
        }

        assertThat(read(key)).isEqualTo(content);
    }

    @Test
    void nothingIsSeenBeforeAnUploadIsComplete() throws IOException {
        byte[] content = random(LARGE);

        try (ObjectUpload upload = store().upload(key)) {
            upload.write(content, 0, content.length);

            assertNothingIsThere();
            upload.complete();
        }
        assertThat(store().list(key.prefix())).hasSize(1);
    }

    @Test
    void anAbortedUploadLeavesNothing() throws IOException {
        byte[] content = random(LARGE);

        try (ObjectUpload upload = store().upload(key)) {
            upload.write(content, 0, content.length);
            upload.abort();
        }

        assertNothingIsThere();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingToSee() throws IOException {
        byte[] content = random(LARGE);

        try (ObjectUpload upload = store().upload(key)) {
            upload.write(content, 0, content.length);
        }

        assertNothingIsThere();
    }

    @Test
    void anAbortAfterTheEndDoesNothing() throws IOException {
        try (ObjectUpload upload = store().upload(key)) {
            upload.write(new byte[] {1}, 0, 1);
            upload.complete();
            upload.abort();
        }

        assertThat(read(key)).containsExactly(1);
    }

    @Test
    void anUploadCannotBeCompletedTwice() throws IOException {
        try (ObjectUpload upload = store().upload(key)) {
            upload.complete();

            assertThatThrownBy(upload::complete).isInstanceOf(IllegalStateException.class);
        }
        assertThat(store().find(key)).isPresent();
    }

    @Test
    void nothingIsWrittenToAnUploadThatHasEnded() throws IOException {
        try (ObjectUpload upload = store().upload(key)) {
            upload.abort();

            assertThatThrownBy(() -> upload.write(new byte[1], 0, 1))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(upload::complete).isInstanceOf(IllegalStateException.class);
        }
        assertNothingIsThere();
    }

    @Test
    void anUploadMayBeClosedTwice() throws IOException {
        ObjectUpload upload = store().upload(key);

        upload.close();

        assertThatCode(upload::close).doesNotThrowAnyException();
    }

    @Test
    void aCompletedObjectIsFoundAsItWasSaidToBe() throws IOException {
        StoredObject stored = put(key, random(4_321));

        assertThat(stored.key()).isEqualTo(key);
        assertThat(stored.size()).isEqualTo(4_321);
        assertThat(stored.storedAt())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(5)),
                        Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(store().find(key)).isEqualTo(Optional.of(stored));
        assertThat(store().list(key.prefix())).containsExactly(stored);
    }

    @Test
    void aRangeIsReadFromItsOffset() throws IOException {
        byte[] content = random(300_000);
        put(key, content);

        assertThat(read(key, 65_537, 100_001))
                .isEqualTo(Arrays.copyOfRange(content, 65_537, 165_538));
    }

    @Test
    void aRangeOfOneByteIsReadAtBothEnds() throws IOException {
        put(key, new byte[] {1, 2, 3});

        assertThat(read(key, 0, 1)).containsExactly(1);
        assertThat(read(key, 2, 1)).containsExactly(3);
    }

    @Test
    void aRangePastTheEndEndsWithTheObject() throws IOException {
        put(key, new byte[] {1, 2, 3});

        assertThat(read(key, 1, 1_000)).containsExactly(2, 3);
        assertThat(read(key, 1, Long.MAX_VALUE)).containsExactly(2, 3);
    }

    @Test
    void aRangeFromTheEndOnHasNoBytes() throws IOException {
        put(key, new byte[] {1, 2, 3});

        assertThat(read(key, 3, 10)).isEmpty();
        assertThat(read(key, 1_000, 10)).isEmpty();
    }

    @Test
    void aRangeWithoutLengthHasNoBytes() throws IOException {
        put(key, new byte[] {1, 2, 3});

        assertThat(read(key, 1, 0)).isEmpty();
    }

    @Test
    void aRangeBeforeTheBeginningIsTheCallersMistake() throws IOException {
        put(key, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> store().open(key, -1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().open(key, 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRangeIsTransferredWhole() throws IOException {
        byte[] content = random(1_000_000);
        put(key, content);
        var target = new ByteArrayOutputStream();

        try (InputStream range = store().open(key, 10, 900_000)) {
            assertThat(range.transferTo(target)).isEqualTo(900_000);
        }

        assertThat(target.toByteArray()).isEqualTo(Arrays.copyOfRange(content, 10, 900_010));
    }

    @Test
    void aRangeIsSkippedWithinItself() throws IOException {
        put(key, new byte[] {1, 2, 3, 4, 5});

        try (InputStream range = store().open(key, 1, 3)) {
            range.skipNBytes(2);

            assertThat(range.readAllBytes()).containsExactly(4);
            assertThat(range.skip(1)).isZero();
        }
    }

    @Test
    void whatIsMissingCannotBeOpened() {
        assertThatThrownBy(() -> store().open(key, 0, 1)).isInstanceOf(ObjectMissing.class);
    }

    @Test
    void whatIsMissingIsNotFound() throws IOException {
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void aDeletedObjectIsGone() throws IOException {
        put(key, random(1_000));

        store().delete(key);

        assertNothingIsThere();
    }

    @Test
    void anObjectMayBeDeletedTwice() throws IOException {
        put(key, random(1_000));
        store().delete(key);

        assertThatCode(() -> store().delete(key)).doesNotThrowAnyException();
    }

    @Test
    void deletingOneObjectLeavesItsNeighbour() throws IOException {
        ImageId image = ImageId.random();
        AttemptId attempt = AttemptId.next();
        ObjectKey first = ObjectKey.of(image, attempt, RunId.next());
        ObjectKey second = ObjectKey.of(image, attempt, RunId.next());
        put(first, new byte[] {1});
        put(second, new byte[] {2});

        store().delete(first);

        assertThat(read(second)).containsExactly(2);
    }

    @Test
    void anUploadWhoseKeyIsDeletedNeverBecomesAnObject() throws IOException {
        byte[] content = random(LARGE);

        try (ObjectUpload upload = store().upload(key)) {
            upload.write(content, 0, content.length);
            store().delete(key);

            assertThatThrownBy(upload::complete).isInstanceOf(StoreUnavailable.class);
        }

        assertNothingIsThere();
    }

    @Test
    void objectsAreListedByImageAndByAttempt() throws IOException {
        ImageId image = ImageId.random();
        AttemptId attempt = AttemptId.next();
        ObjectKey one = ObjectKey.of(image, attempt, RunId.next());
        ObjectKey two = ObjectKey.of(image, attempt, RunId.next());
        ObjectKey otherAttempt = ObjectKey.of(image, AttemptId.next(), RunId.next());
        for (ObjectKey each : List.of(one, two, otherAttempt, key)) {
            put(each, new byte[] {1});
        }

        assertThat(listed(KeyPrefix.of(image, attempt))).containsExactlyInAnyOrder(one, two);
        assertThat(listed(KeyPrefix.of(image))).containsExactlyInAnyOrder(one, two, otherAttempt);
        assertThat(listed(KeyPrefix.ALL)).contains(one, two, otherAttempt, key);
    }

    @Test
    void eachHandsOnWhatIsListed() throws IOException {
        ImageId image = ImageId.random();
        AttemptId attempt = AttemptId.next();
        for (int i = 0; i < 3; i++) {
            put(ObjectKey.of(image, attempt, RunId.next()), new byte[] {1});
        }
        List<StoredObject> handedOn = new ArrayList<>();

        store().each(KeyPrefix.of(image), handedOn::add);

        assertThat(handedOn)
                .hasSize(3)
                .containsExactlyInAnyOrderElementsOf(store().list(KeyPrefix.of(image)));
    }

    @Test
    void nothingIsListedWhereNothingIs() throws IOException {
        assertThat(store().list(KeyPrefix.of(ImageId.random()))).isEmpty();
    }

    @Test
    void severalUploadsAtOnceDoNotMix() throws Exception {
        ImageId image = ImageId.random();
        AttemptId attempt = AttemptId.next();
        List<Future<byte[]>> contents = new ArrayList<>();
        List<ObjectKey> keys = new ArrayList<>();

        try (ExecutorService uploads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 8; i++) {
                ObjectKey each = ObjectKey.of(image, attempt, RunId.next());
                byte[] content = new byte[300_000 + i];
                new Random(i).nextBytes(content);
                keys.add(each);
                contents.add(
                        uploads.submit(() -> {
                            put(each, content);
                            return content;
                        }));
            }
        }

        for (int i = 0; i < keys.size(); i++) {
            assertThat(read(keys.get(i))).isEqualTo(contents.get(i).get());
        }
    }

    @Test
    void uploadsAndDeletesOfOneAttemptGetAlongAtOnce() throws Exception {
        ImageId image = ImageId.random();
        AttemptId attempt = AttemptId.next();
        List<Future<?>> runs = new ArrayList<>();

        try (ExecutorService uploads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 40; i++) {
                ObjectKey each = ObjectKey.of(image, attempt, RunId.next());
                runs.add(
                        uploads.submit(() -> {
                            put(each, new byte[] {1});
                            store().delete(each);
                            return null;
                        }));
            }
        }

        for (Future<?> run : runs) {
            assertThatCode(run::get).doesNotThrowAnyException();
        }
        assertThat(store().list(KeyPrefix.of(image))).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffIsALeftoverWithItsNote() throws IOException {
        Instant before = Instant.now();
        breakOff(key, "a note: \u00e4");

        List<Leftover> found = store().leftovers(key.prefix());

        if (keepsLeftovers()) {
            assertThat(found)
                    .singleElement()
                    .satisfies(leftover -> {
                        assertThat(leftover.key()).isEqualTo(key);
                        assertThat(leftover.note()).isEqualTo(new UploadNote("a note: \u00e4"));
                        assertThat(leftover.begunAt())
                                .isBetween(
                                        before.minus(Duration.ofMinutes(5)),
                                        before.plus(Duration.ofMinutes(5)));
                    });
            assertThat(store().leftovers(KeyPrefix.ALL)).contains(found.getFirst());
        } else {
            assertThat(found).isEmpty();
        }
    }

    @Test
    void leftoversAreListedByImageAndByAttempt() throws IOException {
        breakOff(key, "");

        assertThat(store().leftovers(KeyPrefix.of(ImageId.random()))).isEmpty();
        assertThat(store().leftovers(key.prefix())).hasSize(keepsLeftovers() ? 1 : 0);
    }

    @Test
    void whatIsCompletedOrAbortedIsNoLeftover() throws IOException {
        byte[] content = random(LARGE);
        ObjectKey aborted = Keys.fresh();

        put(key, content);
        try (ObjectUpload upload = store().upload(aborted)) {
            upload.write(content, 0, content.length);
            upload.abort();
        }

        assertThat(store().leftovers(key.prefix())).isEmpty();
        assertThat(store().leftovers(aborted.prefix())).isEmpty();
        assertThat(store().salvage(aborted)).isEmpty();
    }

    @Test
    void aCompletedObjectKeepsItsUploadsNoteWhereAnUnfinishedOneWouldBeALeftover()
            throws IOException {
        byte[] content = random(LARGE);
        UploadNote note = new UploadNote("a note: \u00e4");
        try (ObjectUpload upload = store().upload(key, note)) {
            upload.write(content, 0, content.length);
            upload.complete();
        }

        assertThat(store().note(key)).isEqualTo(keepsLeftovers() ? note : UploadNote.NONE);
    }

    @Test
    void nothingHasNoNote() throws IOException {
        put(key, random(10));

        assertThat(store().note(key)).isEqualTo(UploadNote.NONE);
        assertThat(store().note(Keys.fresh())).isEqualTo(UploadNote.NONE);
    }

    @Test
    void aSalvagedUploadIsTheBeginningOfWhatWasWritten() throws IOException {
        byte[] content = breakOff(key, "");

        Optional<StoredObject> salvaged = store().salvage(key);

        assertThat(salvaged.isPresent()).isEqualTo(keepsLeftovers());
        if (salvaged.isPresent()) {
            int size = Math.toIntExact(salvaged.get().size());
            assertThat(size).isPositive().isLessThanOrEqualTo(LARGE);
            assertThat(read(key)).isEqualTo(Arrays.copyOf(content, size));
            assertThat(store().find(key)).isEqualTo(salvaged);
        }
    }

    @Test
    void anUploadMayBeSalvagedTwice() throws IOException {
        breakOff(key, "");

        Optional<StoredObject> first = store().salvage(key);

        assertThat(store().salvage(key)).isEqualTo(first);
    }

    @Test
    void aSalvagedUploadStaysALeftoverUntilItsKeyIsDeleted() throws IOException {
        breakOff(key, "note");
        store().salvage(key);

        assertThat(store().leftovers(key.prefix())).hasSize(keepsLeftovers() ? 1 : 0);
        store().delete(key);

        assertThat(store().leftovers(key.prefix())).isEmpty();
        assertNothingIsThere();
    }

    @Test
    void whoeverWritesToASalvagedUploadIsToldSo() throws IOException {
        if (!keepsLeftovers()) {
            return;
        }
        byte[] content = random(LARGE);
        try (ObjectUpload upload = store().upload(key)) {
            upload.write(content, 0, content.length);
            awaitFirstPart(key);
            StoredObject salvaged = store().salvage(key).orElseThrow();

            assertThatThrownBy(upload::complete).isInstanceOf(StoreUnavailable.class);
            assertThat(store().find(key)).contains(salvaged);
        }
    }

    @Test
    void salvagingAWholeObjectFindsIt() throws IOException {
        StoredObject stored = put(key, random(1_000));

        assertThat(store().salvage(key)).contains(stored);
    }

    @Test
    void nothingIsSalvagedWhereNothingIs() throws IOException {
        assertThat(store().salvage(key)).isEmpty();
    }

    @Test
    void aDeletedLeftoverIsGone() throws IOException {
        breakOff(key, "");

        store().delete(key);

        assertThat(store().leftovers(key.prefix())).isEmpty();
        assertThat(store().salvage(key)).isEmpty();
    }

    /** Writes {@link #LARGE} bytes and closes without more; at least the first part has arrived. */
    private byte[] breakOff(ObjectKey target, String note) throws IOException {
        byte[] content = random(LARGE);
        try (ObjectUpload upload = store().upload(target, new UploadNote(note))) {
            upload.write(content, 0, content.length);
            if (keepsLeftovers()) {
                awaitFirstPart(target);
            }
        }
        return content;
    }

    private void assertNothingIsThere() throws IOException {
        assertThat(store().find(key)).isEmpty();
        assertThat(store().list(key.prefix())).isEmpty();
        assertThatThrownBy(() -> store().open(key, 0, 1)).isInstanceOf(ObjectMissing.class);
    }

    private StoredObject put(ObjectKey target, byte[] content) throws IOException {
        try (ObjectUpload upload = store().upload(target)) {
            upload.write(content, 0, content.length);
            return upload.complete();
        }
    }

    private byte[] read(ObjectKey target) throws IOException {
        return read(target, 0, Long.MAX_VALUE);
    }

    private byte[] read(ObjectKey target, long offset, long length) throws IOException {
        try (InputStream content = store().open(target, offset, length)) {
            return content.readAllBytes();
        }
    }

    private List<ObjectKey> listed(KeyPrefix prefix) throws IOException {
        return store().list(prefix).stream().map(StoredObject::key).toList();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
