package diskmill.api.web;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** The HTTP server, set for large bodies on slow connections: a virtual thread a request, and limits on every wait. */
final class ServerTuning
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    /** A client that sends nothing for so long has gone. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    /** Idle connections cost little; clients that poll each few seconds keep theirs. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    /** Ten thousand idle ones and room for those that ask for something; Tomcat's own 8,192 would keep these waiting at the door. */
    private static final int MAX_CONNECTIONS = 16_384;

    /**
     * Bytes. Many clients read no answer before they have sent all, and would see a broken connection instead of the
     * reason of a refusal; so, with the answer sent, the server reads on and throws away as much as this.
     */
    private static final int MAX_SWALLOWED = 1 << 30;

    /**
     * Bytes a connection, idle ones too. Whatever is written goes to the system in pieces of this; with Tomcat's own 8 KiB a
     * download is twice as many system calls, and with more ten thousand idle connections would fill the heap.
     */
    private static final int WRITE_BUFFER = 16 << 10;

    /** More than a request's headers have room for: nobody here reads them, and past Tomcat's ten it would answer 500. */
    private static final int MAX_LANGUAGES = 10_000;

    private final Connections connections;

    ServerTuning(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(Connections.Protocol.class.getName());
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorValve.class.getName());
            }
        });
        factory.addConnectorCustomizers(connector -> {
            connector.setMaxLocaleCount(MAX_LANGUAGES);
            // they are letters of a name, such as a tag's; Spring takes addresses apart before it
            // decodes
            String asTheyAre = EncodedSolidusHandling.PASS_THROUGH.getValue();
            connector.setEncodedSolidusHandling(asTheyAre);
            connector.setEncodedReverseSolidusHandling(asTheyAre);
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setConnectionTimeout(Math.toIntExact(READ_TIMEOUT.toMillis()));
                protocol.setMaxConnections(MAX_CONNECTIONS);
                protocol.setKeepAliveTimeout(Math.toIntExact(KEEP_ALIVE.toMillis()));
                protocol.setExecutor(
                        Executors.newThreadPerTaskExecutor(
                                Thread.ofVirtual().name("http-", 0).factory()));
            }
            if (connector.getProtocolHandler() instanceof Connections.Protocol ours) {
                connections.add(ours);
            }
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxSwallowSize(MAX_SWALLOWED);
                http.setProperty("socket.appWriteBufSize", String.valueOf(WRITE_BUFFER));
                // a download of an image gains nothing, and loses its length
                http.setCompression("off");
            }
        });
    }

    /** After Spring Boot's own, whose defaults it replaces. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
