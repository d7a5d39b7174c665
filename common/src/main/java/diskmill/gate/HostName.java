package diskmill.gate;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hosts' names in their one spelling: ASCII, lower case, no trailing dot. */
final class HostName {

    /** RFC 1035's limit. */
    private static final int LONGEST = 253;

    /** Underscores are no part of RFC 1123, but of many a private network's names. */
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";

    private static final Pattern NAME = Pattern.compile("%1$s(?:\\.%1$s)*".formatted(LABEL));

    private HostName() {}

    /**
     * The name in ASCII (IDNA 2003, as Java does it; its look-alikes of digits and dots come out as digits and dots). Empty if
     * it is none. The answer may still look like a number.
     */
    static Optional<String> parse(String text) {
        String ascii;
        try {
            ascii = isAscii(text) ? text : IDN.toASCII(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        String name = ascii.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.length() <= LONGEST && NAME.matcher(name).matches()
                ? Optional.of(name)
                : Optional.empty();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
