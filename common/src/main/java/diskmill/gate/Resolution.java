package diskmill.gate;

import java.net.InetAddress;
import java.util.List;

/** What became of a host's name. */
public sealed interface Resolution {

    /** Exactly the addresses that may be connected to, in the resolver's order; at least one. */
    record Reachable(List<InetAddress> addresses) implements Resolution {

        public Reachable {
            addresses = List.copyOf(addresses);
        }
    }

    /** At least one of its addresses is closed, so none may be connected to. */
    record Closed() implements Resolution {}

    /** Nobody knows the name now. */
    record Unknown() implements Resolution {}
}
