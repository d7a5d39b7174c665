package diskmill.api.catalog;

import diskmill.event.ImageEvent;
import diskmill.event.Phase;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.storage.ObjectKey;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** One fact of each kind. */
final class ExampleFacts {

    private static final ImageId IMAGE = ImageId.parse("11111111-1111-4111-8111-111111111111");
    private static final AttemptId ATTEMPT =
            AttemptId.parse("22222222-2222-7222-8222-222222222222");
    private static final RunId RUN = RunId.parse("33333333-3333-7333-8333-333333333333");
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Limits LIMITS = new Limits(1L << 40, 1L << 46);
    private static final ObjectKey KEY = ObjectKey.of(IMAGE, ATTEMPT, RUN);
    private static final Digests DIGESTS =
            Digests.of(new Digest(HashAlgorithm.MD5, "0".repeat(32)));

    private ExampleFacts() {}

    static List<ImageEvent> all() {
        return List.of(
                new ImageEvent.Submitted(
                        IMAGE,
                        ATTEMPT,
                        AT,
                        AT,
                        URI.create("http://source.example/disk"),
                        ContainerFormat.BARE,
                        null,
                        null,
                        null,
                        HashAlgorithm.SHA256,
                        LIMITS,
                        null),
                new ImageEvent.Progressed(
                        IMAGE, ATTEMPT, RUN, AT, Phase.RECEIVING, 1, null, 1, null),
                new ImageEvent.Ingested(
                        IMAGE,
                        ATTEMPT,
                        RUN,
                        AT,
                        AT,
                        KEY,
                        ContainerFormat.BARE,
                        DiskFormat.RAW,
                        null,
                        1,
                        null,
                        DIGESTS,
                        DIGESTS,
                        HashAlgorithm.SHA256,
                        LIMITS),
                new ImageEvent.Converted(
                        IMAGE, ATTEMPT, RUN, AT, KEY, DiskFormat.RAW, 1, null, DIGESTS),
                new ImageEvent.Rejected(
                        IMAGE, ATTEMPT, RUN, AT, RejectionReason.EMPTY, "There are no bytes."),
                new ImageEvent.Cancelled(IMAGE, ATTEMPT, AT));
    }
}
