package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.storage.KeyPrefix;
import diskmill.storage.Keys;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoredObject;
import diskmill.storage.UploadNote;
import diskmill.testkit.MinioServer;
import io.minio.Http;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What the store in a bucket does beyond the contract. */
class S3ObjectStoreTest {

    private static final int MEBIBYTE = 1 << 20;

    private final ObjectKey key = Keys.fresh();
    private S3StorageSettings settings;
    private S3ObjectStore store;

    @BeforeEach
    void open() {
        settings =
                S3Servers.settings(
                        MinioServer.shared().endpoint(),
                        S3Servers.freshBucket(),
                        DataSize.ofMegabytes(5),
                        MinioServer.SECRET_KEY,
                        true);
        store = S3ObjectStore.open(settings);
        new BucketCheck(store, settings).start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void manyUploadsShareTheMemoryOfOnePart() throws Exception {
        byte[] content = new byte[11 * MEBIBYTE];
        new Random(1).nextBytes(content);
        List<Future<StoredObject>> stored = new ArrayList<>();

        try (ExecutorService uploads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                stored.add(uploads.submit(() -> put(Keys.fresh(), content)));
            }
        }

        for (Future<StoredObject> each : stored) {
            assertThat(read(each.get().key())).isEqualTo(content);
        }
        assertThat(store.freeMemory()).isEqualTo(5 * MEBIBYTE);
    }

    @Test
    void asManyUploadsMayBeSlowAsLeaveRoomForOneThatIsNot() throws IOException {
        S3StorageSettings larger = S3Servers.settings(settings.requiredEndpoint(), "unused");

        try (S3ObjectStore forty = S3ObjectStore.open(larger)) {
            assertThat(forty.limits().uploadsAtOnce()).isEqualTo(6);
            assertThat(forty.limits().largestObject()).isBetween(300L << 30, 400L << 30);
        }
        assertThat(store.limits().uploadsAtOnce()).isEqualTo(1);
    }

    @Test
    void partsOfAnAnnouncedUploadAreOfOneSize() throws IOException {
        byte[] content = new byte[12 * MEBIBYTE];
        new Random(5).nextBytes(content);
        try (ObjectUpload upload = store.upload(key, UploadNote.NONE, (long) content.length)) {
            upload.write(content, 0, content.length);
            upload.complete();
        }

        assertThat(read(key)).isEqualTo(content);
    }

    @Test
    void whatFitsIntoOnePartNeedsNoMarker() throws IOException {
        try (ObjectUpload upload = store.upload(key, new UploadNote("note"))) {
            upload.write(new byte[5 * MEBIBYTE], 0, 5 * MEBIBYTE);

            assertThat(store.bucket().list("")).isEmpty();
            upload.complete();
        }

        assertThat(store.bucket().list("")).hasSize(1);
    }

    @Test
    void anEndedUploadLeavesNothingElseInTheBucket() throws IOException {
        put(key, new byte[6 * MEBIBYTE]);

        assertThat(store.bucket().list(""))
                .singleElement()
                .satisfies(object -> assertThat(object.objectName()).isEqualTo(key.value()));
        store.delete(key);

        assertThat(store.bucket().list("")).isEmpty();
        assertThat(store.bucket().uploads(key.value())).isEmpty();
    }

    @Test
    void theServerTellsTheChecksumOfExactlyTheseParts() throws IOException {
        byte[] content = new byte[6 * MEBIBYTE];
        new Random(3).nextBytes(content);
        put(key, content);
        byte[] first = Arrays.copyOf(content, 5 * MEBIBYTE);
        byte[] second = Arrays.copyOfRange(content, 5 * MEBIBYTE, 6 * MEBIBYTE);

        assertThat(store.bucket().stat(key.value()).orElseThrow().checksums())
                .containsValue(
                        Checksums.composite(List.of(Checksums.of(first), Checksums.of(second))));
    }

    @Test
    void aThousandObjectsAndMoreAreListed() throws Exception {
        ObjectKey sample = Keys.fresh();
        List<Callable<StoredObject>> puts =
                new ArrayList<>(Collections.nCopies(1_001, () -> put(Keys.fresh(), new byte[1])));
        puts.add(() -> put(sample, new byte[1]));

        try (ExecutorService uploads = Executors.newFixedThreadPool(8)) {
            assertThat(uploads.invokeAll(puts)).allSatisfy(Future::get);
        }

        assertThat(store.list(KeyPrefix.ALL))
                .hasSize(1_002)
                .extracting(StoredObject::key)
                .contains(sample);
    }

    @Test
    void whatOthersHavePutThereIsNotListed() throws IOException {
        store.connection()
                .put("images/readme.txt", new Http.Headers(), new Http.QueryParameters(), body(1))
                .execute()
                .close();

        assertThat(store.list(KeyPrefix.ALL)).isEmpty();
    }

    @Test
    void aSalvageEndsBeforeTheFirstGap() throws IOException {
        String upload = store.bucket().begin(key.value(), Map.of());
        sendPart(upload, 1, 5 * MEBIBYTE);
        sendPart(upload, 2, 5 * MEBIBYTE);
        sendPart(upload, 4, 5 * MEBIBYTE);

        assertThat(store.salvage(key).orElseThrow().size()).isEqualTo(10 * MEBIBYTE);
        assertThat(store.bucket().uploads(key.value())).isEmpty();
    }

    @Test
    void anUploadWithoutItsFirstPartIsEndedAndHasNothing() throws IOException {
        String upload = store.bucket().begin(key.value(), Map.of());
        sendPart(upload, 2, 5 * MEBIBYTE);

        assertThat(store.salvage(key)).isEmpty();
        assertThat(store.bucket().uploads(key.value())).isEmpty();
    }

    private void sendPart(String upload, int number, int size) throws IOException {
        S3Connection.execute(
                        store.connection()
                                .put(
                                        key.value(),
                                        new Http.Headers(
                                                "x-amz-checksum-crc32c",
                                                Checksums.of(new byte[size])),
                                        new Http.QueryParameters(
                                                "partNumber",
                                                String.valueOf(number),
                                                "uploadId",
                                                upload),
                                        body(size)))
                .close();
    }

    private static PartBody body(int size) {
        return new PartBody(List.of(ByteBuffer.wrap(new byte[size])));
    }

    private StoredObject put(ObjectKey target, byte[] content) throws IOException {
        try (ObjectUpload upload = store.upload(target)) {
            upload.write(content, 0, content.length);
            return upload.complete();
        }
    }

    private byte[] read(ObjectKey target) throws IOException {
        try (InputStream content = store.open(target, 0, Long.MAX_VALUE)) {
            return content.readAllBytes();
        }
    }
}
