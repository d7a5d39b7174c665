package diskmill.ingest.source;

import diskmill.gate.AddressGate;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import javax.net.ssl.SSLContext;

/** Sources by their http or https address. Threads may share it; whoever made it closes it. */
public final class HttpSources implements AutoCloseable {

    private final SourceConnections connections;
    private final SourceClient client;
    private final SourceSettings settings;

    public HttpSources(AddressGate gate, SourceSettings settings, Clock clock) {
        this(gate, settings, clock, machinesOwnTrust());
    }

    HttpSources(AddressGate gate, SourceSettings settings, Clock clock, SSLContext tls) {
        this.settings = settings;
        connections = new SourceConnections(gate, settings, tls);
        client = new SourceClient(gate, connections, settings, clock);
    }

    /** Connects to nothing yet. */
    public HttpSource at(URI address) {
        return new HttpSource(address, client, settings);
    }

    /** Ends every connection. */
    @Override
    public void close() throws IOException {
        connections.close();
    }

    private static SSLContext machinesOwnTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no TLS", missing);
        }
    }
}
