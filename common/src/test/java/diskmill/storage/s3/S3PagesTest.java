package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.AttemptId;
import diskmill.image.ImageId;
import diskmill.image.RunId;
import diskmill.storage.KeyPrefix;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.testkit.MinioServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class S3PagesTest {

    private static final int PAGE = 2;

    @Test
    void eachPageIsHandedOnBeforeTheNextIsAskedFor() throws IOException {
        ImageId image = ImageId.random();
        List<String> stored = new ArrayList<>();
        List<String> handedOn = new ArrayList<>();
        try (S3ObjectStore store = S3Servers.store(MinioServer.shared().endpoint())) {
            for (int i = 0; i < 2 * PAGE; i++) {
                ObjectKey key = ObjectKey.of(image, AttemptId.next(), RunId.next());
                put(store, key);
                stored.add(key.value());
            }
            S3Bucket bucket = new S3Bucket(store.connection(), PAGE);

            bucket.each(
                    KeyPrefix.of(image).value(),
                    object -> {
                        handedOn.add(object.objectName());
                        if (handedOn.size() == PAGE) {
                            // only a page that was not yet asked for can show it
                            stored.add(putLast(store, image));
                        }
                    });
        }

        assertThat(handedOn).containsExactlyInAnyOrderElementsOf(stored);
    }

    private static String putLast(S3ObjectStore store, ImageId image) {
        ObjectKey last =
                new ObjectKey(
                        "images/%s/ffffffff-ffff-ffff-ffff-ffffffffffff/%s"
                                .formatted(image, RunId.next()));
        try {
            put(store, last);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return last.value();
    }

    private static void put(S3ObjectStore store, ObjectKey key) throws IOException {
        try (ObjectUpload upload = store.upload(key)) {
            upload.write(new byte[] {1}, 0, 1);
            var _ = upload.complete();
        }
    }
}
