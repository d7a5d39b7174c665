package diskmill.convert;

import diskmill.event.ImageEvent.Ingested;
import diskmill.image.Digest;
import diskmill.image.RejectionReason;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;

/**
 * Before an image is refused for what its bytes are, makes sure that they are the bytes that came: an object that a store
 * has damaged is not its owner's fault. Costs one read of the object, in the rare case that intake let through what is
 * refused here.
 */
record Blame(ObjectStore store) {

    /** @throws StoreUnavailable if the object's bytes are not those that were stored */
    Outcome refuse(Ingested image, RejectionReason reason, String detail)
            throws IOException, InterruptedException {
        var algorithms =
                image.storedDigests().all().stream()
                        .map(Digest::algorithm)
                        .collect(Collectors.toSet());
        try (InputStream content = store.open(image.object(), 0, image.size())) {
            if (!algorithms.isEmpty()
                    && !FileDigests.of(content, algorithms, (_, _) -> {})
                            .equals(image.storedDigests())) {
                throw new StoreUnavailable(
                        "the bytes of %s are not those that were stored".formatted(image.object()),
                        null);
            }
        }
        return new Outcome.Refused(reason, detail);
    }
}
