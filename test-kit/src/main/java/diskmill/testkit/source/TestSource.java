package diskmill.testkit.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A real HTTP server on 127.0.0.1 that serves what it is given and misbehaves on request. One connection a request; all that
 * it was asked is kept. The test closes it.
 *
 * <pre>{@code
 * try (var source = TestSource.start()) {
 *     URI disk = source.serve("/disk.raw", bytes).next(3, Fault.cutAfter(1000)).uri();
 *     ...
 *     assertThat(source.requests("/disk.raw")).hasSize(4);
 * }
 * }</pre>
 */
public final class TestSource implements AutoCloseable {

    private final ServerSocket server;
    private final String scheme;
    private final Map<String, ServedPath> paths = new ConcurrentHashMap<>();
    private final List<SourceRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private TestSource(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    public static TestSource start() {
        try {
            return begin(new ServerSocket(0, 50, loopback()), "http");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same over TLS, with the key and certificate of the context. */
    public static TestSource startTls(SSLContext context) {
        try {
            return begin(
                    context.getServerSocketFactory().createServerSocket(0, 50, loopback()),
                    "https");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static TestSource begin(ServerSocket socket, String scheme) {
        var source = new TestSource(socket, scheme);
        Thread.ofVirtual().name("test-source").start(source::accept);
        return source;
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }

    /** Serves these bytes, at first without any fault: with Content-Length, ranges and a strong ETag. */
    public ServedPath serve(String path, byte[] bytes) {
        return serve(path, ServedBytes.of(bytes));
    }

    /** The same for any bytes. */
    public ServedPath serve(String path, ServedBytes bytes) {
        var served = new ServedPath(uri(path), bytes);
        paths.put(path, served);
        return served;
    }

    /** Answers with a status and an HTML page that tells of it. */
    public ServedPath answer(String path, int status) {
        return serve(path, new byte[0]).always(Fault.status(status));
    }

    /** Redirects with 302. */
    public ServedPath redirect(String path, String location) {
        return serve(path, new byte[0]).always(Fault.redirect(302, location));
    }

    public URI uri(String path) {
        return URI.create("%s://127.0.0.1:%d%s".formatted(scheme, port(), path));
    }

    public int port() {
        return server.getLocalPort();
    }

    /** All that was asked so far, in order; those still being answered among them. */
    public List<SourceRequest> requests() {
        return List.copyOf(requests);
    }

    public List<SourceRequest> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** How many connections were made so far, whether or not anything was asked. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Cuts every connection. */
    @Override
    public void close() {
        closed = true;
        closeQuietly(server);
        open.forEach(TestSource::closeQuietly);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().name("test-source-answer").start(() -> answer(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            var request = SourceRequest.read(in);
            if (request == null) {
                return;
            }
            requests.add(request);
            ServedPath served = paths.get(request.path());
            if (served == null) {
                served = new ServedPath(uri(request.path()), ServedBytes.of(new byte[0]));
                served.always(Fault.status(404));
            }
            new SourceAnswer(socket, request, served).send();
            // until the client hangs up, so that no unread request makes the kernel cut the answer
            // short
            socket.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | UnsupportedOperationException hungUp) {
            // the client's right
        } finally {
            open.remove(socket);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyClosed) {
            // nothing is lost by it
        }
    }
}
