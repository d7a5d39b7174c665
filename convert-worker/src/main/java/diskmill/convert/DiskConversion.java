package diskmill.convert;

import diskmill.convert.qemu.Conversion;
import diskmill.convert.qemu.QemuImg;
import diskmill.disk.Finding;
import diskmill.disk.FormatClaim;
import diskmill.disk.StreamInspector;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.Phase;
import diskmill.image.ContainerFormat;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.RejectionReason;
import diskmill.messaging.Run;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoredObject;
import diskmill.storage.ToolFiles;
import diskmill.storage.ToolFiles.DraftFile;
import diskmill.storage.ToolFiles.LentFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes a disk in another format an object of its own, under the key of the run. Until that is whole there is nothing under
 * the key, and on every other way out the draft is deleted.
 */
final class DiskConversion {

    private final ObjectStore store;
    private final ToolFiles toolFiles;
    private final QemuImg qemuImg;
    private final DiskCheck diskCheck;
    private final Blame blame;

    DiskConversion(ObjectStore store, ToolFiles toolFiles, QemuImg qemuImg, DiskCheck diskCheck) {
        this.store = store;
        this.toolFiles = toolFiles;
        this.qemuImg = qemuImg;
        this.diskCheck = diskCheck;
        this.blame = new Blame(store);
    }

    Outcome convert(Ingested image, DiskFormat target, Run run)
            throws IOException, InterruptedException {
        try (LentFile source = toolFiles.lend(image.object())) {
            run.progress(Phase.CHECKING, 0, image.size());
            Verdict verdict = verdict(image, source.path());
            run.progress(Phase.CHECKING, image.size(), image.size());
            return switch (verdict) {
                case Verdict.Unfit(var reason, var detail) -> blame.refuse(image, reason, detail);
                case Verdict.Sound(_, var encrypted) when encrypted ->
                        new Outcome.Refused(
                                RejectionReason.UNSUPPORTED,
                                "an encrypted disk cannot be converted");
                case Verdict.Sound(var virtualSize, _) ->
                        write(image, source.path(), virtualSize, target, run);
            };
        }
    }

    private Verdict verdict(Ingested image, Path source) throws IOException, InterruptedException {
        return image.format() == DiskFormat.RAW
                ? new Verdict.Sound(DiskCheck.wholeSectors(image.size()), false)
                : diskCheck.check(source, image.format(), image.limits().maxVirtualBytes());
    }

    private Outcome write(Ingested image, Path source, long virtualSize, DiskFormat target, Run run)
            throws IOException, InterruptedException {
        if (target == DiskFormat.RAW && virtualSize > store.limits().largestObject()) {
            return tooLarge(target, virtualSize);
        }
        ObjectKey key = ObjectKey.of(image.imageId(), image.attemptId(), run.id());
        try (DraftFile draft = toolFiles.draft(key)) {
            run.progress(Phase.CONVERTING, 0, virtualSize);
            Conversion conversion =
                    qemuImg.convert(
                            source,
                            image.format(),
                            draft.path(),
                            target,
                            virtualSize,
                            part ->
                                    run.progress(
                                            Phase.CONVERTING,
                                            (long) (part * virtualSize),
                                            virtualSize));
            return switch (conversion) {
                case Conversion.Refused(var detail) ->
                        blame.refuse(image, RejectionReason.CONVERSION_FAILED, detail);
                case Conversion.Done _ -> store(image, draft, virtualSize, target, run);
            };
        }
    }

    private Outcome store(
            Ingested image, DraftFile draft, long virtualSize, DiskFormat target, Run run)
            throws IOException, InterruptedException {
        Path made = draft.path();
        if (Files.size(made) > store.limits().largestObject()) {
            return tooLarge(target, Files.size(made));
        }
        requireSound(made, target, virtualSize);
        var inspector = new StreamInspector(image.limits().maxVirtualBytes());
        Digests digests = readThrough(made, image.hash(), inspector, run);
        Finding inside = inspector.finish();
        if (inside instanceof Finding.Unfit(var reason, var detail)) {
            return new Outcome.Refused(reason, "as %s: %s".formatted(target, detail));
        }
        Finding found = FormatClaim.settle(ContainerFormat.BARE, target, inside);
        if (!(found instanceof Finding.Disk disk) || disk.format() != target) {
            // a disk inside a disk, which whoever guesses its format would open
            return new Outcome.Refused(
                    RejectionReason.UNSAFE,
                    "as %s it would pass for another format".formatted(target));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("the run ended before its disk was stored");
        }
        StoredObject stored = draft.adopt();
        if (run.cancelled()) {
            store.delete(stored.key());
            throw new InterruptedException("the run was cancelled while its disk was stored");
        }
        return new Outcome.Ready(stored.key(), target, stored.size(), virtualSize, digests);
    }

    private Outcome.Refused tooLarge(DiskFormat target, long size) {
        return new Outcome.Refused(
                RejectionReason.TOO_LARGE,
                "as %s it has %d bytes, and at most %d are taken"
                        .formatted(target, size, store.limits().largestObject()));
    }

    /** What does not hold here is qemu-img's or the device's doing, not the owner's, so it is tried again. */
    private void requireSound(Path made, DiskFormat target, long virtualSize)
            throws IOException, InterruptedException {
        Verdict verdict =
                target == DiskFormat.RAW
                        ? new Verdict.Sound(Files.size(made), false)
                        : diskCheck.check(made, target, virtualSize);
        if (!verdict.equals(new Verdict.Sound(virtualSize, false))) {
            throw new IOException("the converted disk is not sound: " + verdict);
        }
    }

    private static Digests readThrough(
            Path made, HashAlgorithm hash, StreamInspector inspector, Run run)
            throws IOException, InterruptedException {
        long size = Files.size(made);
        var done = new AtomicLong();
        Flush flush = Flush.begin(made);
        try (InputStream content = Files.newInputStream(made)) {
            Digests digests =
                    FileDigests.of(
                            content,
                            EnumSet.of(HashAlgorithm.MD5, hash),
                            (bytes, length) -> {
                                inspector.update(bytes, 0, length);
                                run.progress(Phase.STORING, done.addAndGet(length), size);
                            });
            flush.await();
            return digests;
        }
    }
}
