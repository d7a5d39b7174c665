package diskmill.gate;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses written as numbers, only in the spellings that everybody reads alike: four decimal numbers without leading zeros,
 * or RFC 4291's hexadecimal groups without a zone. What else looks like a number (0x7f.1, 0177.0.0.1, 2130706433) is read in
 * one way by one program and in another by the next, so it is no address at all here.
 */
final class LiteralAddress {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 =
            Pattern.compile("%1$s\\.%1$s\\.%1$s\\.%1$s".formatted(OCTET));
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern LOOKS_LIKE_A_NUMBER =
            Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private LiteralAddress() {}

    /** Empty if the text is not a canonical address of either family. */
    static Optional<InetAddress> parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return Optional.of(Inet4Address.ofLiteral(text));
        }
        if (!IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Inet6Address.ofLiteral(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Whether some program would take the host for a number: its last label is digits, or hexadecimal with its prefix. */
    static boolean looksLikeANumber(String host) {
        return LOOKS_LIKE_A_NUMBER.matcher(host).matches();
    }
}
