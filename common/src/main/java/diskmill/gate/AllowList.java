package diskmill.gate;

import java.net.InetAddress;
import java.util.List;

/** The exceptions to the gate's address and port rules. Each lifts them for what it names, and for nothing else. */
final class AllowList {

    private final List<AllowedAddress.Named> hosts;
    private final List<AllowedAddress.Ranged> ranges;

    /** @throws IllegalArgumentException with a sentence that names the entry */
    AllowList(List<String> entries) {
        List<AllowedAddress> parsed = entries.stream().map(AllowedAddress::parse).toList();
        hosts = only(parsed, AllowedAddress.Named.class);
        ranges = only(parsed, AllowedAddress.Ranged.class);
    }

    boolean allowsHost(String host, int port) {
        return hosts.stream().anyMatch(entry -> entry.allows(host, port));
    }

    boolean allowsAddress(InetAddress address, int port) {
        return ranges.stream().anyMatch(entry -> entry.allows(address, port));
    }

    /** Whether some range is open at this port, so that only a look-up can tell if the host is in it. */
    boolean mayAllow(int port) {
        return ranges.stream().anyMatch(entry -> AllowedAddress.portAllows(entry.port(), port));
    }

    private static <T> List<T> only(List<AllowedAddress> entries, Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
