package diskmill.convert.qemu;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code qemu-img --version} says.
 *
 * @param packaged whether a distribution built it, which mends old versions without raising the number
 */
record QemuVersion(int major, int minor, int patch, boolean packaged) {

    private static final Pattern LINE =
            Pattern.compile("qemu-img version (\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(\\s*\\()?");

    static Optional<QemuVersion> parse(String output) {
        Matcher line = LINE.matcher(output);
        return line.find()
                ? Optional.of(
                        new QemuVersion(
                                Integer.parseInt(line.group(1)),
                                Integer.parseInt(line.group(2)),
                                Integer.parseInt(line.group(3)),
                                line.group(4) != null))
                : Optional.empty();
    }

    /** Below 7.2 nothing was tried. */
    boolean isTooOld() {
        return isBelow(7, 2, 0);
    }

    /** Whether CVE-2024-4467 is in it: mended in 7.2.13 and in 9.1. */
    boolean isVulnerable() {
        boolean mended = (major == 7 && minor == 2) ? patch >= 13 : !isBelow(9, 1, 0);
        return !packaged && !mended;
    }

    private boolean isBelow(int otherMajor, int otherMinor, int otherPatch) {
        if (major != otherMajor) {
            return major < otherMajor;
        }
        return minor != otherMinor ? minor < otherMinor : patch < otherPatch;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
