package diskmill.api.web;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The server's open connections, so that a thread which waits for a client's bytes can be freed. Nothing else frees it before
 * the read's own time is over: Tomcat's blocking read goes on after an interrupt. Threads may share it.
 */
public final class Connections {

    private final CopyOnWriteArrayList<Protocol> protocols = new CopyOnWriteArrayList<>();

    /**
     * What the client sends from here on is not read, and whoever waits for it finds the body at its end. An answer can still be
     * written. Does nothing if the connection is gone, or if its server does not know it.
     */
    public void endInput(ServletConnection connection) throws IOException {
        for (Protocol protocol : protocols) {
            protocol.endInput(connection.getConnectionId());
        }
    }

    void add(Protocol protocol) {
        protocols.add(protocol);
    }

    /** HTTP as Tomcat speaks it, by a server that shows its connections. Tomcat makes it, by its name. */
    public static final class Protocol extends Http11NioProtocol {

        private void endInput(String connectionId) throws IOException {
            for (SocketWrapperBase<NioChannel> open : getEndpoint().getConnections()) {
                if (open.getServletConnection("", "").getConnectionId().equals(connectionId)) {
                    NioChannel channel = open.getSocket();
                    if (channel != null && channel.isOpen()) {
                        // the poller sees the end of the input as bytes to read, and wakes the
                        // reader
                        channel.getIOChannel().shutdownInput();
                    }
                    return;
                }
            }
        }
    }
}
