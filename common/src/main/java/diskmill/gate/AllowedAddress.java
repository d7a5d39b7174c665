package diskmill.gate;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One exception to the gate's address and port rules: {@code host}, {@code host:port}, {@code CIDR} or {@code CIDR:port}; a
 * literal address is a range of one. IPv6 stands in brackets where a port follows.
 */
sealed interface AllowedAddress {

    /** Any port, in the records below. */
    int ANY_PORT = -1;

    /** A host by its name, whatever its addresses. */
    record Named(String host, int port) implements AllowedAddress {

        boolean allows(String otherHost, int otherPort) {
            return host.equals(otherHost) && portAllows(port, otherPort);
        }
    }

    /** Addresses, whatever the name that leads there. */
    record Ranged(AddressRange range, int port) implements AllowedAddress {

        boolean allows(InetAddress address, int otherPort) {
            return range.contains(address) && portAllows(port, otherPort);
        }
    }

    Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)](?::(.*))?");
    Pattern PLAIN = Pattern.compile("([^:\\[\\]]+)(?::(.*))?");

    static boolean portAllows(int port, int asked) {
        return port == ANY_PORT || port == asked;
    }

    /** @throws IllegalArgumentException with a sentence for the person who wrote the entry */
    static AllowedAddress parse(String entry) {
        String text = entry.strip();
        Matcher parts = BRACKETS.matcher(text);
        if (parts.matches()) {
            return new Ranged(range(entry, parts.group(1)), port(entry, parts.group(2)));
        }
        if (text.chars().filter(c -> c == ':').count() > 1) {
            return new Ranged(range(entry, text), ANY_PORT);
        }
        parts = PLAIN.matcher(text);
        if (!parts.matches()) {
            throw bad(entry);
        }
        String host = parts.group(1);
        int port = port(entry, parts.group(2));
        if (host.contains("/") || LiteralAddress.looksLikeANumber(host)) {
            return new Ranged(range(entry, host), port);
        }
        return HostName.parse(host)
                .map(name -> new Named(name, port))
                .orElseThrow(() -> bad(entry));
    }

    private static AddressRange range(String entry, String text) {
        try {
            return text.contains("/")
                    ? AddressRange.parse(text)
                    : AddressRange.only(LiteralAddress.parse(text).orElseThrow(() -> bad(entry)));
        } catch (IllegalArgumentException malformed) {
            throw bad(entry);
        }
    }

    private static int port(String entry, @Nullable String text) {
        if (text == null) {
            return ANY_PORT;
        }
        try {
            return AddressParser.port(text);
        } catch (IllegalArgumentException malformed) {
            throw bad(entry);
        }
    }

    private static IllegalArgumentException bad(String entry) {
        return new IllegalArgumentException(
                ("diskmill.source.allow has the entry \"%s\", which is neither a host nor a range; write host,"
                                + " host:port, 10.0.0.0/8, 10.0.0.0/8:8080 or [fd00::/8]:8080, with no bits set behind the"
                                + " prefix.")
                        .formatted(entry));
    }
}
