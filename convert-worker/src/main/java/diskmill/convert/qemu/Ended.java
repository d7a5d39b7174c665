package diskmill.convert.qemu;

import diskmill.image.DiskFormat;
import java.nio.file.Path;

/**
 * How a run of qemu-img ended, if not by our hand.
 *
 * @param exitCode its own, or 128 and the number of the signal that ended it
 */
record Ended(String subcommand, int exitCode, String stdout, Complaint complaint) {

    private static final int SIGNAL = 128;
    private static final int SIGNAL_HUP = SIGNAL + 1;
    private static final int SIGNAL_INT = SIGNAL + 2;
    private static final int SIGNAL_KILL = SIGNAL + 9;
    private static final int SIGNAL_TERM = SIGNAL + 15;
    private static final int SIGNAL_CPU = SIGNAL + 24;

    /** By which the programs of the jail tell that they could not become the next one. */
    private static final int NOT_EXECUTABLE = 126;

    private static final int NOT_FOUND = 127;

    /**
     * Returns if what happened is the image's doing, or all is well. Any other crash than those here counts as the image's:
     * qemu-img aborts where it may have no more memory.
     */
    void refuseOutsideFaults(Path source) throws QemuImgFailed {
        switch (exitCode) {
            case SIGNAL_KILL, SIGNAL_TERM, SIGNAL_INT, SIGNAL_HUP ->
                    throw new QemuImgFailed(
                            "qemu-img %s was killed from outside, perhaps for want of memory"
                                    .formatted(subcommand));
            case NOT_EXECUTABLE, NOT_FOUND ->
                    throw new QemuImgFailed(
                            "qemu-img could not be started: " + complaint.forOwner());
            default -> {
                if (exitCode != 0 && complaint.isAboutAccessTo(source)) {
                    throw new QemuImgFailed("qemu-img may not read the stored disk");
                }
            }
        }
    }

    /** Why it is the image's fault, for the owner. */
    String why(DiskFormat format, Path... ours) {
        if (exitCode == SIGNAL_CPU) {
            return "qemu-img %s of it as %s takes more CPU time than we allow for its size"
                    .formatted(subcommand, format);
        }
        if (complaint.isOfFileSize()) {
            return "it unpacks to more than its virtual size";
        }
        return "qemu-img %s of it as %s failed: %s"
                .formatted(subcommand, format, complaint.forOwner(ours));
    }
}
