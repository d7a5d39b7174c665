package diskmill.convert;

import diskmill.convert.qemu.Check;
import diskmill.convert.qemu.Inspection;
import diskmill.convert.qemu.QemuImg;
import diskmill.disk.DeepInspection;
import diskmill.disk.Finding;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a disk's structure twice, by ourselves and then by qemu-img, which must come to the same. By ourselves first, since
 * qemu-img is to see nothing that names other files, and since its check is blind to a compressed disk whose end is cut off.
 */
final class DiskCheck {

    private static final int SECTOR = 512;

    private final QemuImg qemuImg;

    DiskCheck(QemuImg qemuImg) {
        this.qemuImg = qemuImg;
    }

    /**
     * @param format          of those with a structure: not raw, or one that is only claimed
     * @param maxVirtualBytes more than this is too large
     */
    Verdict check(Path disk, DiskFormat format, long maxVirtualBytes)
            throws IOException, InterruptedException {
        Finding found;
        try (FileBytes bytes = FileBytes.open(disk)) {
            found = DeepInspection.inspect(bytes, format, maxVirtualBytes);
        }
        return switch (found) {
            case Finding.Unfit(var reason, var detail) -> new Verdict.Unfit(reason, detail);
            case Finding.Disk(_, var virtualSize) ->
                    secondOpinion(disk, format, virtualSize, maxVirtualBytes);
        };
    }

    private Verdict secondOpinion(
            Path disk, DiskFormat format, long virtualSize, long maxVirtualBytes)
            throws IOException, InterruptedException {
        return switch (qemuImg.info(disk, format)) {
            case Inspection.Unsafe(var detail) -> new Verdict.Unfit(RejectionReason.UNSAFE, detail);
            case Inspection.Unreadable(var detail) ->
                    new Verdict.Unfit(RejectionReason.DAMAGED, detail);
            case Inspection.Described(var size, _) when size > maxVirtualBytes ->
                    new Verdict.Unfit(
                            RejectionReason.TOO_LARGE,
                            "its virtual size is %d bytes, and %d are allowed"
                                    .formatted(size, maxVirtualBytes));
            case Inspection.Described(var size, _) when size != wholeSectors(virtualSize) ->
                    new Verdict.Unfit(
                            RejectionReason.DAMAGED,
                            "its virtual size is %d bytes by one reading and %d by another"
                                    .formatted(virtualSize, size));
            // without the secret qemu-img has nothing to check
            case Inspection.Described(var size, var encrypted) when encrypted ->
                    new Verdict.Sound(size, true);
            case Inspection.Described(var size, _) -> tables(disk, format, size);
        };
    }

    private Verdict tables(Path disk, DiskFormat format, long virtualSize)
            throws IOException, InterruptedException {
        return switch (qemuImg.check(disk, format)) {
            case Check.Sound _, Check.NoneForFormat _ -> new Verdict.Sound(virtualSize, false);
            case Check.Damaged(var detail) -> new Verdict.Unfit(RejectionReason.DAMAGED, detail);
        };
    }

    /** qemu counts whole sectors. */
    static long wholeSectors(long bytes) {
        return (bytes + SECTOR - 1) / SECTOR * SECTOR;
    }
}
