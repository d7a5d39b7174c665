package diskmill.convert.qemu;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What qemu-img said on its way out. */
record Complaint(String stderr) {

    private static final int LONGEST = 200;

    /** Words by which the operating system tells that a place is full. */
    private static final List<String> FULL =
            List.of("no space left on device", "disk quota exceeded");

    boolean isFullDisk() {
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
    String forOwner(Path... ours) {
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
