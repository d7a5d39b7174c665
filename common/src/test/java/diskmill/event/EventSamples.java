package diskmill.event;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One fact for each golden file, by the file's name. */
final class EventSamples {

    private static final ImageId IMAGE = ImageId.parse("0b1c3d5e-7f90-4a1b-8c2d-3e4f5a6b7c8d");
    private static final AttemptId ATTEMPT =
            AttemptId.parse("01975f1e-8a00-7000-8000-0000000000a1");
    private static final RunId RUN = RunId.parse("01975f1e-8a00-7000-8000-0000000000b1");
    private static final ObjectKey OBJECT = ObjectKey.of(IMAGE, ATTEMPT, RUN);
    private static final Digest MD5 =
            new Digest(HashAlgorithm.MD5, "0123456789abcdef0123456789abcdef");
    private static final Digest SHA256 = new Digest(HashAlgorithm.SHA256, MD5.hex() + MD5.hex());
    private static final Limits LIMITS = new Limits(1L << 40, 1L << 41);
    private static final Instant DEADLINE = Instant.parse("2026-11-25T10:00:00.250Z");

    private EventSamples() {}

    static ImageEvent named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    static Map<String, ImageEvent> all() {
        var samples = new LinkedHashMap<String, ImageEvent>();
        samples.put("image-submitted", submitted());
        samples.put("image-submitted.unsaid", submittedWithNothingSaid());
        samples.put("image-ingested", ingested());
        samples.put("image-ingested.unsaid", ingestedContainer());
        samples.put("image-converted", converted());
        samples.put(
                "image-rejected",
                new ImageEvent.Rejected(
                        IMAGE,
                        ATTEMPT,
                        RUN,
                        Instant.parse("2026-11-24T10:01:00Z"),
                        RejectionReason.CHECKSUM_MISMATCH,
                        "The source's bytes have another digest than the one that was expected."));
        samples.put(
                "image-rejected.unsaid",
                new ImageEvent.Rejected(
                        IMAGE,
                        ATTEMPT,
                        null,
                        Instant.parse("2026-11-24T10:01:00Z"),
                        RejectionReason.INTERRUPTED,
                        "The upload was cut off; please send it again."));
        samples.put(
                "image-progressed",
                progressed(
                        Phase.RECEIVING,
                        4194304,
                        12345678L,
                        2097152,
                        "Goes on at byte 1048576, where an earlier run broke off."));
        samples.put("image-progressed.unsaid", progressed(Phase.CONVERTING, 0, null, 0, null));
        samples.put(
                "image-cancelled",
                new ImageEvent.Cancelled(IMAGE, ATTEMPT, Instant.parse("2026-11-24T10:00:05Z")));
        return samples;
    }

    private static ImageEvent submitted() {
        return new ImageEvent.Submitted(
                IMAGE,
                ATTEMPT,
                Instant.parse("2026-11-24T10:00:00.250Z"),
                DEADLINE,
                URI.create("https://images.example.org/disk.qcow2?token=abc"),
                ContainerFormat.BARE,
                DiskFormat.QCOW2,
                DiskFormat.RAW,
                SHA256,
                HashAlgorithm.SHA512,
                LIMITS,
                DiskFormat.QCOW2);
    }

    private static ImageEvent submittedWithNothingSaid() {
        return new ImageEvent.Submitted(
                IMAGE,
                ATTEMPT,
                Instant.parse("2026-11-24T10:00:00.250Z"),
                DEADLINE,
                URI.create("http://images.example.org/disk"),
                ContainerFormat.BARE,
                null,
                null,
                null,
                HashAlgorithm.SHA256,
                LIMITS,
                null);
    }

    private static ImageEvent ingested() {
        return new ImageEvent.Ingested(
                IMAGE,
                ATTEMPT,
                RUN,
                Instant.parse("2026-11-24T10:00:07Z"),
                DEADLINE,
                OBJECT,
                ContainerFormat.BARE,
                DiskFormat.QCOW2,
                DiskFormat.RAW,
                12345678,
                1L << 30,
                Digests.of(MD5, SHA256),
                Digests.of(MD5, SHA256),
                HashAlgorithm.SHA256,
                LIMITS);
    }

    private static ImageEvent ingestedContainer() {
        return new ImageEvent.Ingested(
                IMAGE,
                ATTEMPT,
                RUN,
                Instant.parse("2026-11-24T10:00:07Z"),
                DEADLINE,
                OBJECT,
                ContainerFormat.OVA,
                DiskFormat.RAW,
                null,
                12345678,
                null,
                Digests.of(MD5),
                Digests.of(MD5),
                HashAlgorithm.SHA256,
                LIMITS);
    }

    private static ImageEvent converted() {
        return new ImageEvent.Converted(
                IMAGE,
                ATTEMPT,
                RUN,
                Instant.parse("2026-11-24T10:01:00Z"),
                OBJECT,
                DiskFormat.RAW,
                1L << 30,
                1L << 30,
                Digests.of(MD5, SHA256));
    }

    private static ImageEvent progressed(
            Phase phase, long done, @Nullable Long total, long rate, @Nullable String remark) {
        return new ImageEvent.Progressed(
                IMAGE,
                ATTEMPT,
                RUN,
                Instant.parse("2026-11-24T10:00:03Z"),
                phase,
                done,
                total,
                rate,
                remark);
    }
}
