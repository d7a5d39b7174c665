package diskmill.gate;

import diskmill.gate.AddressCheck.Allowed;
import diskmill.gate.AddressCheck.Blocked;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an address as strictly as it can be read, so that no other program reads it differently, and writes it anew. Knows
 * nothing of which addresses are open.
 */
final class AddressParser {

    /** Characters; what common servers take for a request line is 8 KiB. */
    private static final int LONGEST = 4096;

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(.*))?");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private static final String FORM =
            "The address is not a URL that can be read; write it as https://host/path.";
    private static final String SCHEME =
            "Only addresses that begin with http:// or https:// are taken.";
    private static final String HOST =
            "The host of the address cannot be read; write a host's name, four decimal numbers, or an IPv6 address in brackets.";

    private AddressParser() {}

    static AddressCheck parse(String address) {
        if (address.length() > LONGEST) {
            return new Blocked(
                    "The address is longer than %d characters; use a shorter one."
                            .formatted(LONGEST));
        }
        if (address.chars().anyMatch(AddressParser::neverPartOfAnAddress)) {
            return new Blocked(
                    "The address holds a space, a control character or a backslash; write such characters as %XX.");
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException malformed) {
            return new Blocked(FORM);
        }
        return uri.getScheme() == null
                ? new Blocked(SCHEME)
                : parse(uri, uri.getScheme().toLowerCase(Locale.ROOT));
    }

    private static AddressCheck parse(URI uri, String scheme) {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return new Blocked(SCHEME);
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            return new Blocked(HOST);
        }
        if (authority.contains("@")) {
            return new Blocked(
                    "Credentials in the address are not taken; use an address that needs none, such as a signed one.");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return new Blocked(HOST);
        }
        Optional<String> host = host(parts.group(1));
        if (host.isEmpty()) {
            return new Blocked(HOST);
        }
        int usual = scheme.equals("https") ? 443 : 80;
        String named = parts.group(2);
        try {
            int port = named == null || named.isEmpty() ? usual : port(named);
            URI canonical = canonical(uri, scheme, host.get(), port == usual ? -1 : port);
            return new Allowed(new Target(canonical, scheme, host.get(), port));
        } catch (IllegalArgumentException noPort) {
            return new Blocked("The port of the address is not a number from 1 to 65535.");
        } catch (URISyntaxException malformed) {
            return new Blocked(FORM);
        }
    }

    /** @throws IllegalArgumentException if it is not a port */
    static int port(String text) {
        if (!PORT.matcher(text).matches()) {
            throw new IllegalArgumentException("no port");
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("no port");
        }
        return port;
    }

    /** A name or a literal address, without brackets. */
    private static Optional<String> host(String text) {
        if (text.startsWith("[")) {
            // an IPv4 address in IPv6's clothes is spelt as IPv4, or not at all
            return LiteralAddress.parse(text.substring(1, text.length() - 1))
                    .filter(address -> !(address instanceof Inet4Address))
                    .map(InetAddress::getHostAddress);
        }
        return HostName.parse(text)
                .filter(name ->
                        !LiteralAddress.looksLikeANumber(name)
                                || LiteralAddress.parse(name).isPresent());
    }

    private static URI canonical(URI uri, String scheme, String host, int port)
            throws URISyntaxException {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String authority =
                (host.contains(":") ? "[" + host + "]" : host) + (port < 0 ? "" : ":" + port);
        // what is not ASCII is sent percent-encoded
        return new URI(new URI(scheme + "://" + authority + path + query).toASCIIString());
    }

    private static boolean neverPartOfAnAddress(int character) {
        return character <= ' '
                || character == '\\'
                || (character >= 0x7f && character <= 0xa0)
                || Character.isWhitespace(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
