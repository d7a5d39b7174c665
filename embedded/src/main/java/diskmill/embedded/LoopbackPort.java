package diskmill.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. Whether one is free can only be said of this moment: another process may take it in the next. */
final class LoopbackPort {

    static final String ADDRESS = "127.0.0.1";

    private LoopbackPort() {}

    /**
     * {@code asked}, or any free port where that is 0.
     *
     * @throws EmbeddedServerFailed if the port is taken
     */
    static int choose(String server, int asked) {
        try (var socket = new ServerSocket(asked, 1, InetAddress.ofLiteral(ADDRESS))) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw taken(server, asked, taken);
        }
    }

    static EmbeddedServerFailed taken(String server, int port, Throwable cause) {
        return new EmbeddedServerFailed(
                "The embedded %s cannot listen on port %d of %s: stop what listens there, or choose another port."
                        .formatted(server, port, ADDRESS),
                cause);
    }
}
