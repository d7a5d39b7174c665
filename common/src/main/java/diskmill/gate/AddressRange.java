package diskmill.gate;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses of one family: {@code 10.0.0.0/8}, {@code fc00::/7}. */
record AddressRange(InetAddress network, int prefixLength) {

    private static final Pattern CIDR = Pattern.compile("([0-9a-fA-F:.]+)/(\\d{1,3})");

    AddressRange {
        if (prefixLength < 0 || prefixLength > network.getAddress().length * 8) {
            throw new IllegalArgumentException("a prefix of %d bits".formatted(prefixLength));
        }
        if (!samePrefix(
                masked(network.getAddress(), prefixLength),
                network.getAddress(),
                network.getAddress().length * 8)) {
            throw new IllegalArgumentException("bits set behind the prefix");
        }
    }

    /** A range of one. */
    static AddressRange only(InetAddress address) {
        return new AddressRange(address, address.getAddress().length * 8);
    }

    /** @throws IllegalArgumentException if it is not a canonical address, a slash and a prefix length that fits it */
    static AddressRange parse(String cidr) {
        Matcher parts = CIDR.matcher(cidr);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no range");
        }
        InetAddress network =
                LiteralAddress.parse(parts.group(1))
                        .orElseThrow(() -> new IllegalArgumentException("no address"));
        return new AddressRange(network, Integer.parseInt(parts.group(2)));
    }

    boolean contains(InetAddress address) {
        byte[] bits = address.getAddress();
        return bits.length == network.getAddress().length
                && samePrefix(bits, network.getAddress(), prefixLength);
    }

    private static byte[] masked(byte[] bits, int length) {
        byte[] masked = bits.clone();
        for (int bit = length; bit < bits.length * 8; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return masked;
    }

    private static boolean samePrefix(byte[] one, byte[] other, int length) {
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
