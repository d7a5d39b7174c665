package diskmill.ingest.source;

import diskmill.gate.AddressGate;
import diskmill.gate.Resolution;
import diskmill.gate.Target;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client: the only class that makes connections. Each request has a connection of its own, to an address that the
 * gate has just let through; the client follows, repeats, remembers and unpacks nothing by itself. Threads may share it.
 */
final class SourceConnections implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(SourceConnections.class);

    /** Of one header line, in bytes; signed addresses in a Location reach 4 KiB. */
    private static final int LONGEST_LINE = 16 * 1024;

    private static final int MOST_HEADERS = 100;

    /** The worker's own concurrency is the limit. */
    private static final int MOST_CONNECTIONS = 10_000;

    private final SourceSettings settings;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor limits;

    SourceConnections(AddressGate gate, SourceSettings settings, SSLContext tls) {
        this.settings = settings;
        var pool =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GatedNames(gate))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(
                                                Http1Config.custom()
                                                        .setMaxLineLength(LONGEST_LINE)
                                                        .setMaxHeaderCount(MOST_HEADERS)
                                                        .build())
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                        .setSocketTimeout(Timeout.of(settings.readTimeout()))
                                        .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build();
        client =
                HttpClients.custom()
                        .setConnectionManager(pool)
                        .setConnectionReuseStrategy((_, _, _) -> false)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(Timeout.of(settings.readTimeout()))
                                        .setAuthenticationEnabled(false)
                                        .setProtocolUpgradeEnabled(false)
                                        .build())
                        .setUserAgent("Diskmill")
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .disableConnectionState()
                        .build();
        limits =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("source-limits").factory());
        limits.setRemoveOnCancelPolicy(true);
    }

    /**
     * Asks for the target's bytes. The caller closes the answer.
     *
     * @param from null for the whole
     * @throws IOException if no answer came, for any reason; an interrupt of this thread among them, which then stays set
     * @throws AnswerTooLate if the connection was made, but no whole header came in time
     */
    Answer get(Target target, @Nullable ResumePoint from) throws IOException {
        var request = new HttpGet(target.uri());
        // said apart, since the client's own reading of an address is not the gate's
        request.setScheme(target.scheme());
        request.setAuthority(new URIAuthority(target.host(), target.port()));
        request.setPath(target.pathAndQuery());
        request.setHeader("Accept-Encoding", "identity");
        if (from != null) {
            request.setHeader("Range", "bytes=%d-".formatted(from.position()));
            request.setHeader("If-Range", from.strongTag());
        }
        ScheduledFuture<?> limit =
                limits.schedule(
                        () -> {
                            request.cancel();
                        },
                        settings.answerTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            var host = new HttpHost(target.scheme(), target.host(), target.port());
            var response = client.executeOpen(host, request, HttpClientContext.create());
            return new Answer(request, response);
        } catch (IOException failed) {
            if (request.isCancelled() && !Thread.currentThread().isInterrupted()) {
                throw new AnswerTooLate(failed);
            }
            throw failed;
        } finally {
            limit.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        limits.shutdownNow();
        client.close();
    }

    /** The header of the answer took longer than it may. */
    static final class AnswerTooLate extends IOException {

        AnswerTooLate(IOException cause) {
            super(cause);
        }
    }

    /** Gives the client the very addresses that the gate let through, and so makes it connect to no other. */
    private record GatedNames(AddressGate gate) implements DnsResolver {

        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            return addresses(host, port).stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        }

        private List<InetAddress> addresses(String host, int port) throws UnknownHostException {
            try {
                return switch (gate.resolve(host, port)) {
                    case Resolution.Reachable(var addresses) -> addresses;
                    case Resolution.Closed _ -> {
                        log.info(
                                "{}:{} is closed to imports; diskmill.source.allow can open it",
                                host,
                                port);
                        throw new UnknownHostException(host);
                    }
                    case Resolution.Unknown _ -> throw new UnknownHostException(host);
                };
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(host);
            }
        }

        /** Without the port nothing can be let through. */
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
