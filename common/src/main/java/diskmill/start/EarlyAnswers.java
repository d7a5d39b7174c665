package diskmill.start;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Answers on the web server's port while the process starts, which takes as long as a server that it needs is away: it is alive,
 * and not ready. So whoever watches over it does not kill it for waiting, and clients are told to come back. It leaves the port
 * just before the web server takes it. Named in {@code META-INF/spring.factories}.
 *
 * <p>Where the web server speaks TLS, chooses its own port, or leaves its actuator to another one, there are no early answers.
 */
final class EarlyAnswers implements ApplicationListener<SpringApplicationEvent> {

    private static final Logger log = LoggerFactory.getLogger(EarlyAnswers.class);

    private static final String ALIVE = "{\"status\":\"UP\"}";
    private static final String NOT_READY = "{\"status\":\"OUT_OF_SERVICE\"}";
    private static final String ERROR =
            "\"code\":503,\"title\":\"Service Unavailable\",\"message\":\"The service is starting: try again in a few seconds.\"";

    private @Nullable HttpServer server;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        switch (event) {
            case ApplicationPreparedEvent prepared -> begin(prepared.getApplicationContext());
            case ApplicationFailedEvent _ -> end();
            default -> {}
        }
    }

    private void begin(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        int port = settings.getProperty("server.port", Integer.class, 8080);
        boolean plain =
                settings.getProperty("server.ssl.bundle") == null
                        && settings.getProperty("server.ssl.key-store") == null
                        && settings.getProperty("server.ssl.certificate") == null
                        && settings.getProperty("management.server.port") == null;
        if (!(context instanceof WebServerApplicationContext) || port <= 0 || !plain) {
            return;
        }
        String host = settings.getProperty("server.address");
        try {
            HttpServer early =
                    HttpServer.create(
                            host == null
                                    ? new InetSocketAddress(port)
                                    : new InetSocketAddress(host, port),
                            0);
            early.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            early.createContext("/", EarlyAnswers::answer);
            early.start();
            server = early;
            context.getBeanFactory().registerSingleton(Until.class.getName(), new Until(this::end));
        } catch (IOException taken) {
            log.debug("No early answers; the web server will say why", taken);
        }
    }

    /** Its thread would keep a process whose start has failed. */
    private void end() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/actuator/health/liveness")) {
                answer(exchange, 200, ALIVE);
            } else if (path.startsWith("/actuator/")) {
                answer(exchange, 503, NOT_READY);
            } else {
                answer(exchange, 503, "{%s,\"error\":{%s}}".formatted(ERROR, ERROR));
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Connection", "close");
        if (status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "5");
        }
        boolean headOnly = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, headOnly ? -1 : body.length);
        if (!headOnly) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Ends the early answers once everything else has started, just before the web server does. */
    private record Until(Runnable end) implements SmartLifecycle {

        @Override
        public void start() {
            end.run();
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public int getPhase() {
            return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
        }
    }
}
