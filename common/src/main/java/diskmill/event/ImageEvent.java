package diskmill.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
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
import org.jspecify.annotations.Nullable;

/**
 * A fact about one attempt at one image: all that the processes ever say to each other. Facts may arrive twice and, across
 * topics, in any order. The JSON names are the contract, pinned by the golden files in {@code src/test/resources/events};
 * components are only ever added.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ImageEvent {

    ImageId imageId();

    AttemptId attemptId();

    /** When the fact happened, by the clock of who says it. */
    Instant at();

    /** A fact that a worker takes as work: all that the step needs is in it and in the object store. */
    sealed interface Work extends ImageEvent {

        /** After this nobody need begin, or go on. */
        Instant deadline();
    }

    /** A fact that ends its attempt. */
    sealed interface Terminal extends ImageEvent {}

    /**
     * An import from an address was accepted and released to the ingest-workers.
     *
     * @param source    http or https, without userinfo; its query may hold a secret, so it is never logged
     * @param claimed   what the owner says that comes; null to find it out
     * @param target    what to convert to; null to keep what comes
     * @param expected  digest of the source's bytes, as they come; null if none was given
     * @param hash      the algorithm of {@code os_hash_value}, beside md5
     * @param defaultTarget what to convert to where {@code target} does not say, and what comes can be converted to it; null for
     *                  nothing
     */
    @JsonTypeName("image-submitted")
    record Submitted(
            ImageId imageId,
            AttemptId attemptId,
            Instant at,
            Instant deadline,
            URI source,
            ContainerFormat container,
            @Nullable DiskFormat claimed,
            @Nullable DiskFormat target,
            @Nullable Digest expected,
            HashAlgorithm hash,
            Limits limits,
            @Nullable DiskFormat defaultTarget)
            implements Work {

        /** What an image turns out to be converted to, once its format is found; null to keep it. */
        public @Nullable DiskFormat targetOf(DiskFormat found) {
            if (target != null || defaultTarget == null || container != ContainerFormat.BARE) {
                return target;
            }
            return found.convertsTo(defaultTarget) ? defaultTarget : null;
        }
    }

    /**
     * The bytes are in the object store, whole. Said by an ingest-worker, or by the api-service after an upload.
     *
     * @param object        where they are, under a key of this run alone
     * @param format        found from the bytes; the owner's claim where the bytes do not show it
     * @param size          of the stored bytes
     * @param virtualSize   what a guest would see; null where the container is stored as it came
     * @param sourceDigests of the bytes as they came
     * @param storedDigests of the bytes as they are stored; the same unless they came compressed
     */
    @JsonTypeName("image-ingested")
    record Ingested(
            ImageId imageId,
            AttemptId attemptId,
            RunId runId,
            Instant at,
            Instant deadline,
            ObjectKey object,
            ContainerFormat container,
            DiskFormat format,
            @Nullable DiskFormat target,
            long size,
            @Nullable Long virtualSize,
            Digests sourceDigests,
            Digests storedDigests,
            HashAlgorithm hash,
            Limits limits)
            implements Work {}

    /**
     * The image is ready. Where nothing was converted, object, size and digests are those of {@link Ingested}.
     *
     * @param digests of the object's bytes: md5 and the asked one
     */
    @JsonTypeName("image-converted")
    record Converted(
            ImageId imageId,
            AttemptId attemptId,
            RunId runId,
            Instant at,
            ObjectKey object,
            DiskFormat format,
            long size,
            @Nullable Long virtualSize,
            Digests digests)
            implements Terminal {}

    /**
     * The attempt failed by the fault of the image or of its source.
     *
     * @param runId  null where the api-service itself says it
     * @param detail a sentence for the owner, without internal addresses, paths or secrets
     */
    @JsonTypeName("image-rejected")
    record Rejected(
            ImageId imageId,
            AttemptId attemptId,
            @Nullable RunId runId,
            Instant at,
            RejectionReason reason,
            String detail)
            implements Terminal {}

    /**
     * A run is at work. Also its sign of life: said at least every five seconds, even where nothing has moved.
     *
     * @param done           bytes, of this phase
     * @param total          bytes, of this phase; null where it is not known
     * @param bytesPerSecond over the last few seconds
     * @param remark         a sentence for the owner, as that the run goes on where another broke off; null for none
     */
    @JsonTypeName("image-progressed")
    record Progressed(
            ImageId imageId,
            AttemptId attemptId,
            RunId runId,
            Instant at,
            Phase phase,
            long done,
            @Nullable Long total,
            long bytesPerSecond,
            @Nullable String remark)
            implements ImageEvent {}

    /**
     * Nobody wants this attempt's result any more, since it was cancelled, or has ended in any other way: runs end, what they
     * wrote is deleted, and work that still waits is not begun.
     */
    @JsonTypeName("image-cancelled")
    record Cancelled(ImageId imageId, AttemptId attemptId, Instant at) implements ImageEvent {}
}
