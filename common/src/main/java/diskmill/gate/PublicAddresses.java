package diskmill.gate;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells which addresses belong to the public Internet, by the special-purpose registries of IANA. What is reachable only
 * from inside, what embeds another address, and what nobody may own is closed.
 */
final class PublicAddresses {

    private static final List<AddressRange> CLOSED_IPV4 =
            ranges(
                    "0.0.0.0/8", // this network, unspecified
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT; some clouds' metadata
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // Azure's host, a public address that answers only from
                    // inside
                    "169.254.0.0/16", // link-local; most clouds' metadata
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24", // AS112
                    "192.52.193.0/24", // multicast tunnelling
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "192.175.48.0/24", // AS112
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved, broadcast

    /**
     * The only IPv6 space that is given out for public use. Outside it are loopback, unspecified, IPv4-mapped and -compatible
     * forms, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), unique-local, link-local, site-local and multicast addresses.
     */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    private static final List<AddressRange> CLOSED_IPV6 =
            ranges(
                    "2001::/23", // protocol assignments, Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "2620:4f:8000::/48", // AS112
                    "3fff::/20"); // documentation

    private PublicAddresses() {}

    static boolean include(InetAddress address) {
        return switch (address.getAddress().length) {
            case 4 -> CLOSED_IPV4.stream().noneMatch(range -> range.contains(address));
            default ->
                    GLOBAL_IPV6.contains(address)
                            && CLOSED_IPV6.stream().noneMatch(range -> range.contains(address));
        };
    }

    private static List<AddressRange> ranges(String... cidrs) {
        return Stream.of(cidrs).map(AddressRange::parse).toList();
    }
}
