package diskmill.disk;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Holds what the owner says against what the bytes say. */
public final class FormatClaim {

    private FormatClaim() {}

    /**
     * The finding under its final name: the claim must be what was found; without one the found format counts; a format that
     * no bytes show (ami, aki, ari, ploop) is taken for anything that is recognised as nothing else. Other containers than
     * bare keep their claim (raw without one) with a virtual size of 0, for nobody looked inside, and are only refused what
     * is empty, dangerous, or a format that is never stored.
     *
     * @param claimed what the owner says; null to take what is found
     */
    public static Finding settle(
            ContainerFormat container, @Nullable DiskFormat claimed, Finding found) {
        if (container != ContainerFormat.BARE) {
            return settleInside(claimed, found);
        }
        return switch (found) {
            case Finding.Unfit unfit -> unfit;
            case Finding.Disk disk -> claimed == null ? disk : settleBare(claimed, disk);
        };
    }

    /** Whether a disk of this format shows it before its end; a fixed VHD does not. */
    static boolean isShownByHeader(DiskFormat format) {
        return switch (format) {
            case QCOW2, ISO, VMDK, VDI, VHDX -> true;
            case RAW, VHD, AMI, AKI, ARI, PLOOP -> false;
        };
    }

    private static Finding settleBare(DiskFormat claimed, Finding.Disk found) {
        if (claimed == found.format()) {
            return found;
        }
        if (!claimed.isRecognisable() && found.format() == DiskFormat.RAW) {
            return new Finding.Disk(claimed, found.virtualSize());
        }
        return new Finding.Unfit(
                RejectionReason.FORMAT_MISMATCH, mismatch(claimed, found.format()));
    }

    private static String mismatch(DiskFormat claimed, DiskFormat found) {
        String both = "disk_format says %s, but the content is %s; ".formatted(claimed, found);
        if (found == DiskFormat.RAW) {
            return both
                    + "it shows no sign of any format, so it may be cut off, encrypted, another file than you meant, or indeed raw: look at it, or say disk_format=raw";
        }
        if (claimed == DiskFormat.RAW && found == DiskFormat.ISO) {
            return both
                    + "say disk_format=iso, also for an installer that can be written to a stick as it is";
        }
        return both + "say disk_format=" + found;
    }

    private static Finding settleInside(@Nullable DiskFormat claimed, Finding found) {
        Finding kept = new Finding.Disk(claimed == null ? DiskFormat.RAW : claimed, 0);
        return switch (found) {
            case Finding.Disk _ -> kept;
            case Finding.Unfit unfit -> isRefusedAnywhere(unfit.reason()) ? unfit : kept;
        };
    }

    private static boolean isRefusedAnywhere(RejectionReason reason) {
        return reason == RejectionReason.UNSAFE
                || reason == RejectionReason.UNSUPPORTED
                || reason == RejectionReason.EMPTY;
    }
}
