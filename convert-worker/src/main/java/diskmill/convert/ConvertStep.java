package diskmill.convert;

import diskmill.disk.DeepInspection;
import diskmill.disk.Finding;
import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Converted;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.Phase;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.messaging.Run;
import diskmill.messaging.Step;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoreUnavailable;
import diskmill.storage.StoredObject;
import diskmill.storage.ToolFiles;
import diskmill.storage.ToolFiles.LentFile;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an image that is in the store, looks at its structure again, converts it where that is asked, and says what is then
 * stored. Where nothing is converted, nothing is copied.
 */
final class ConvertStep implements Step<Ingested> {

    private static final Logger log = LoggerFactory.getLogger(ConvertStep.class);

    private final ObjectStore store;
    private final ToolFiles toolFiles;
    private final DiskCheck diskCheck;
    private final DiskConversion conversion;
    private final Blame blame;
    private final Clock clock;

    ConvertStep(
            ObjectStore store,
            ToolFiles toolFiles,
            DiskCheck diskCheck,
            DiskConversion conversion,
            Clock clock) {
        this.store = store;
        this.toolFiles = toolFiles;
        this.diskCheck = diskCheck;
        this.conversion = conversion;
        this.blame = new Blame(store);
        this.clock = clock;
    }

    @Override
    public ImageEvent run(Ingested image, Run run) throws IOException, InterruptedException {
        return switch (outcome(image, run)) {
            case Outcome.Ready ready -> {
                log.info(
                        "image {} attempt {}: ready, {} of {} bytes",
                        image.imageId(),
                        image.attemptId(),
                        ready.format(),
                        ready.size());
                yield new Converted(
                        image.imageId(),
                        image.attemptId(),
                        run.id(),
                        clock.instant(),
                        ready.object(),
                        ready.format(),
                        ready.size(),
                        ready.virtualSize(),
                        ready.digests());
            }
            case Outcome.Refused(var reason, var detail) -> {
                log.info(
                        "image {} attempt {}: refused, {}: {}",
                        image.imageId(),
                        image.attemptId(),
                        reason,
                        detail);
                yield new Rejected(
                        image.imageId(),
                        image.attemptId(),
                        run.id(),
                        clock.instant(),
                        reason,
                        detail);
            }
        };
    }

    private Outcome outcome(Ingested image, Run run) throws IOException, InterruptedException {
        StoredObject stored = announced(image);
        DiskFormat target = image.target();
        if (image.container() != ContainerFormat.BARE) {
            return asItIs(image, image.virtualSize());
        }
        if (target == null || target == image.format()) {
            return keep(image, stored, run);
        }
        if (!image.format().convertsTo(target)) {
            return new Outcome.Refused(
                    RejectionReason.UNSUPPORTED,
                    "nothing converts %s to %s".formatted(image.format(), target));
        }
        return conversion.convert(image, target, run);
    }

    /**
     * The object that the fact tells of. Where it is gone or another, this throws, so that the work is tried again until its
     * deadline: the owner is not to blame. It is gone for good only once the attempt has ended, and then nobody waits for the
     * answer. A store that keeps checksums of its own is asked for them here.
     */
    private StoredObject announced(Ingested image) throws IOException {
        StoredObject stored =
                store.find(image.object()).orElseThrow(() -> new ObjectMissing(image.object()));
        if (stored.size() != image.size()) {
            throw new StoreUnavailable(
                    "%s has %d bytes and not %d"
                            .formatted(image.object(), stored.size(), image.size()),
                    null);
        }
        return stored;
    }

    private Outcome keep(Ingested image, StoredObject stored, Run run)
            throws IOException, InterruptedException {
        run.progress(Phase.CHECKING, 0, image.size());
        Verdict verdict = verdict(image, stored);
        run.progress(Phase.CHECKING, image.size(), image.size());
        return switch (verdict) {
            case Verdict.Unfit(var reason, var detail) -> blame.refuse(image, reason, detail);
            case Verdict.Sound(var virtualSize, _) -> asItIs(image, virtualSize);
        };
    }

    private Verdict verdict(Ingested image, StoredObject stored)
            throws IOException, InterruptedException {
        long max = image.limits().maxVirtualBytes();
        return switch (image.format()) {
            // any bytes will do
            case RAW, AMI, AKI, ARI, PLOOP -> new Verdict.Sound(image.size(), false);
            // qemu-img knows no iso
            case ISO ->
                    switch (DeepInspection.inspect(
                            new ObjectBytes(store, stored), image.format(), max)) {
                        case Finding.Disk(_, var virtualSize) ->
                                new Verdict.Sound(virtualSize, false);
                        case Finding.Unfit(var reason, var detail) ->
                                new Verdict.Unfit(reason, detail);
                    };
            case QCOW2, VMDK, VDI, VHD, VHDX -> {
                try (LentFile disk = toolFiles.lend(image.object())) {
                    yield diskCheck.check(disk.path(), image.format(), max);
                }
            }
        };
    }

    private static Outcome asItIs(Ingested image, @Nullable Long virtualSize) {
        return new Outcome.Ready(
                image.object(), image.format(), image.size(), virtualSize, image.storedDigests());
    }
}
