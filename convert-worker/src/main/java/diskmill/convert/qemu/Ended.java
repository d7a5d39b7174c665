package diskmill.convert.qemu;

import diskmill.image.DiskFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a run of qemu-img ended, if not by our hand.
 *
 * @param exitCode its own, or 128 and the number of the signal that ended it
 */
record Ended(String subcommand, int exitCode, String stdout, String stderr) {

    private static final int LONGEST = 200;

    /** Words by which the operating system tells that a place is full. */
    private static final List<String> FULL =
            List.of("no space left on device", "disk quota exceeded");

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
                    throw new QemuImgFailed("qemu-img could not be started: " + complaint());
            default -> {
                if (exitCode != 0 && isAboutAccessTo(source)) {
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
        if (isOfFileSize()) {
            return "it unpacks to more than its virtual size";
        }
        return "qemu-img %s of it as %s failed: %s".formatted(subcommand, format, complaint(ours));
    }

    /** Whether there was no room for what it wrote. */
    boolean isOfFullDisk() {
        String said = stderr.toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(said::contains);
    }

    /** Whether it came upon its limit of file size: Java ignores the signal for it, and a child takes that over. */
    boolean isOfFileSize() {
        return stderr.contains("File too large");
    }

    /** Whether the operating system did not let it have the file itself, as told from a file that the image names. */
    boolean isAboutAccessTo(Path file) {
        return List.of("Permission denied", "No such file or directory", "Stale file handle")
                .stream()
                .anyMatch(reason -> stderr.contains("%s': %s\n".formatted(file, reason)));
    }

    /** Its last line without our paths, for the owner. Part of it may be the image's own words. */
    String complaint(Path... ours) {
        String line = stderr.strip();
        line = line.substring(line.lastIndexOf('\n') + 1).replaceFirst("^qemu-img: ", "");
        for (Path path : ours) {
            line = line.replaceAll("'[^']*%s'".formatted(Pattern.quote(path.toString())), "it");
            line = line.replace(path.toString(), "it");
        }
        line = line.replaceAll("[^\\x20-\\x7e]", "?").replaceAll("[.:\\s]+$", "");
        if (line.isEmpty()) {
            return "it gives no reason";
        }
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
