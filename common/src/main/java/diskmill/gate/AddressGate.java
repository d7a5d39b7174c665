package diskmill.gate;

import diskmill.gate.AddressCheck.Allowed;
import diskmill.gate.AddressCheck.Blocked;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be reached: the one gate for every connection to an address that a user named, for every redirect and
 * every retry of it. {@link #check} needs no network; {@link #resolve} looks a name up once, and its answer is what the
 * connection is made to, so that what was checked is what is connected to. Threads may share it.
 */
public final class AddressGate {

    private static final String CLOSED =
            "The address points into a network that may not be reached from here; use one that is public, or have the operator open it (diskmill.source.allow).";
    private static final String PORT =
            "The port of the address is not open for imports; use 80 or 443, or have the operator open it (diskmill.source.allow).";

    private final AllowList allowed;
    private final NameResolver names;

    AddressGate(AllowList allowed, NameResolver names) {
        this.allowed = allowed;
        this.names = names;
    }

    /** @throws IllegalArgumentException with a sentence that names a bad entry */
    public static AddressGate of(GateSettings settings, NameResolver names) {
        return new AddressGate(new AllowList(settings.allow()), names);
    }

    /** Says all that can be said of an address without the network, and writes it in its one canonical spelling. */
    public AddressCheck check(String address) {
        return switch (AddressParser.parse(address)) {
            case Blocked blocked -> blocked;
            case Allowed(var target) -> check(target);
        };
    }

    public AddressCheck check(URI address) {
        return check(address.toString());
    }

    /**
     * Looks a host up, once. If any of its addresses is closed, none may be connected to.
     *
     * @param host as {@link Target} has it
     * @throws InterruptedException if this thread was interrupted while it waited for the answer
     */
    public Resolution resolve(String host, int port) throws InterruptedException {
        List<InetAddress> addresses;
        try {
            Optional<InetAddress> literal = LiteralAddress.parse(host);
            addresses = literal.isPresent() ? List.of(literal.get()) : names.resolve(host);
        } catch (UnknownHostException unknown) {
            return new Resolution.Unknown();
        }
        if (addresses.isEmpty()) {
            return new Resolution.Unknown();
        }
        boolean open =
                allowed.allowsHost(host, port)
                        || addresses.stream().allMatch(address -> open(address, port));
        return open ? new Resolution.Reachable(addresses) : new Resolution.Closed();
    }

    private AddressCheck check(Target target) {
        int port = target.port();
        Optional<InetAddress> literal = LiteralAddress.parse(target.host());
        if (allowed.allowsHost(target.host(), port)) {
            return new Allowed(target);
        }
        if (literal.isPresent()) {
            InetAddress address = literal.get();
            if (open(address, port)) {
                return new Allowed(target);
            }
            return new Blocked(PublicAddresses.include(address) ? PORT : CLOSED);
        }
        if (isLocalName(target.host())) {
            return allowed.mayAllow(port) ? new Allowed(target) : new Blocked(CLOSED);
        }
        return isUsual(port) || allowed.mayAllow(port) ? new Allowed(target) : new Blocked(PORT);
    }

    private boolean open(InetAddress address, int port) {
        return allowed.allowsAddress(address, port)
                || (isUsual(port) && PublicAddresses.include(address));
    }

    private static boolean isUsual(int port) {
        return port == 80 || port == 443;
    }

    /** RFC 6761: this name, and what is below it, is loopback whatever a resolver says. */
    private static boolean isLocalName(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }
}
