package diskmill.api.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.AttemptMoves;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Garbage;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageMoves;
import diskmill.api.outbox.Outbox;
import diskmill.api.quota.Quotas;
import diskmill.api.status.Endings;
import diskmill.image.AttemptId;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.intake.IntakeResult;
import java.net.URI;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins attempts at giving images their bytes. Each method is one transaction that holds the image's row lock, so of two
 * requests for the same image one wins and the other is refused. Threads may share it.
 */
public final class Imports {

    private final TransactionTemplate transaction;
    private final UploadStarts uploadStarts;
    private final Uploads uploads;
    private final Submissions submissions;
    private final Deletions deletions;
    private final Runnable wakeDispatcher;

    private Imports(
            TransactionTemplate transaction,
            UploadStarts uploadStarts,
            Uploads uploads,
            Submissions submissions,
            Deletions deletions,
            Runnable wakeDispatcher) {
        this.transaction = transaction;
        this.uploadStarts = uploadStarts;
        this.uploads = uploads;
        this.submissions = submissions;
        this.deletions = deletions;
        this.wakeDispatcher = wakeDispatcher;
    }

    /**
     * @param wakeDispatcher called after each commit that put an import into the queue
     */
    public static Imports of(
            TransactionTemplate transaction,
            ImageMoves images,
            Attempts attempts,
            AttemptMoves moves,
            Endings endings,
            Garbage garbage,
            Outbox outbox,
            Quotas quotas,
            ImportRules rules,
            Clock clock,
            Runnable wakeDispatcher) {
        Preparation preparation = new Preparation(images, rules.defaultTarget());
        return new Imports(
                transaction,
                new UploadStarts(preparation, images, moves, endings, quotas, rules),
                new Uploads(
                        preparation,
                        images,
                        attempts,
                        moves,
                        endings,
                        garbage,
                        outbox,
                        rules,
                        clock),
                new Submissions(preparation, images, attempts, moves, outbox, quotas, rules),
                new Deletions(images, attempts, endings),
                wakeDispatcher);
    }

    /**
     * Begins to receive bytes here: the image goes from {@code queued} to {@code saving}, {@code uploading} or {@code importing}.
     *
     * @param method    {@link Attempt.Method#UPLOAD}, {@link Attempt.Method#GLANCE_DIRECT} or {@link
     *     Attempt.Method#GLANCE_DOWNLOAD}
     * @param announced bytes to come; null where the client does not say
     * @param target    what to convert to; null where the request does not say
     * @param expected  digest of the bytes as they come; null if none was given
     */
    public UploadStart startUpload(
            ImageId imageId,
            Submitter submitter,
            Attempt.Method method,
            @Nullable Long announced,
            @Nullable DiskFormat target,
            @Nullable Digest expected) {
        return transaction.execute(
                status -> uploadStarts.of(imageId, submitter, method, announced, target, expected));
    }

    /**
     * A sign of life of an upload, due at least each ten seconds; false once the attempt has ended, by a delete or because its
     * time ran out, so that the receiver stops.
     *
     * @param done           bytes received
     * @param total          bytes in all; null where the client did not say
     * @param bytesPerSecond over the last few seconds
     */
    public boolean uploadAlive(
            AttemptId attemptId, long done, @Nullable Long total, long bytesPerSecond) {
        return uploads.alive(attemptId, done, total, bytesPerSecond);
    }

    /**
     * The upload is in the store, whole. A {@code PUT …/file} goes on to the convert-workers; staged bytes wait for their
     * import. Where the attempt has ended meanwhile, the bytes become garbage; its state says so.
     */
    public void uploadTaken(UploadTicket ticket, IntakeResult.Stored stored) {
        transaction.executeWithoutResult(status -> uploads.taken(ticket, stored));
    }

    /**
     * The upload failed: the image is {@code queued} again, with no bytes. Does nothing where the attempt has ended before.
     *
     * @param detail a sentence for the owner
     */
    public void uploadRefused(UploadTicket ticket, RejectionReason reason, String detail) {
        transaction.executeWithoutResult(status -> uploads.refused(ticket, reason, detail));
    }

    /**
     * An attempt that ends as it begins, so that the image's tasks tell why: what was to send the bytes has refused. The image
     * stays {@code queued}.
     *
     * @param detail a sentence for the owner
     */
    public ImportStart refusedAtOnce(
            ImageId imageId,
            Submitter submitter,
            Attempt.Method method,
            RejectionReason reason,
            String detail) {
        return transaction.execute(
                status -> uploadStarts.refusedAtOnce(imageId, submitter, method, reason, detail));
    }

    /**
     * Puts an import from an address into the queue: the image goes from {@code queued} to {@code importing}.
     *
     * @param source   already checked, as far as that needs no network
     * @param target   what to convert to; null where the request does not say
     * @param expected digest of the source's bytes; null if none was given
     */
    public ImportStart startWebDownload(
            ImageId imageId,
            Submitter submitter,
            URI source,
            @Nullable DiskFormat target,
            @Nullable Digest expected) {
        ImportStart start =
                transaction.execute(status ->
                        submissions.download(imageId, submitter, source, target, expected));
        if (start instanceof ImportStart.Started) {
            afterCommit(wakeDispatcher);
        }
        return start;
    }

    /** At once, unless this was a part of a transaction of the caller's, before whose end nothing is to be found. */
    private static void afterCommit(Runnable wake) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        wake.run();
                    }
                });
    }

    /**
     * Imports the staged bytes: the image goes from {@code uploading} to {@code importing}.
     *
     * @param target   what to convert to; null where the request does not say
     * @param expected digest of the bytes as they came; null if none was given; compared at once
     */
    public ImportStart startStaged(
            ImageId imageId,
            Submitter submitter,
            @Nullable DiskFormat target,
            @Nullable Digest expected) {
        return transaction.execute(
                status -> submissions.staged(imageId, submitter, target, expected));
    }

    /** Calls an attempt off: what is at work on it ends, what it wrote is deleted, and its image is queued again. */
    public Cancellation cancel(ImageId imageId, AttemptId attemptId) {
        return transaction.execute(status -> deletions.cancel(imageId, attemptId));
    }

    /** Deletes the image, for ever. Delete is cancel: what is at work on it ends, and what it wrote is deleted. */
    public Deletion delete(ImageId imageId) {
        return delete(imageId, _ -> true);
    }

    /** The same of one that was just made and has come to nothing, also if it is protected. */
    public void discard(ImageId imageId) {
        transaction.executeWithoutResult(_ -> deletions.discard(imageId));
    }

    /** The same, if the image is then as the condition wants it. */
    public Deletion delete(ImageId imageId, Predicate<Image> condition) {
        return transaction.execute(_ -> deletions.delete(imageId, condition));
    }
}
