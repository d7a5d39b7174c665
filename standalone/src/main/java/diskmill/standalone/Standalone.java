package diskmill.standalone;

import diskmill.start.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** All of Diskmill in one JVM, on loopback. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(StandaloneSettings.class)
@Import(AllServices.class)
public class Standalone {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    private static final int DEFAULT_PORT = 9292;

    public static void main(String[] arguments) {
        SpringApplication application;
        try {
            application = application(arguments);
        } catch (StartRefused refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
            return;
        }
        try {
            Environment settings = application.run(arguments).getEnvironment();
            boolean keystone =
                    "keystone".equalsIgnoreCase(settings.getProperty("diskmill.identity.mode"));
            log.info(
                    "Ready on http://127.0.0.1:{}; who you are, for the openstack client: {}",
                    settings.getProperty("server.port"),
                    keystone
                            ? "as your Keystone says"
                            : settings.getProperty("diskmill.identity.openrc"));
        } catch (RuntimeException reported) {
            // Spring has said why; the embedded servers' threads would keep the process
            System.exit(1);
        }
    }

    private static SpringApplication application(String[] arguments) {
        Environment early = early(arguments);
        StandaloneSettings settings =
                Binder.get(early).bindOrCreate("diskmill.standalone", StandaloneSettings.class);
        requireFree(early.getProperty("server.port", Integer.class, DEFAULT_PORT));
        EmbeddedServers servers = new EmbeddedServers(DataFolder.open(settings.data()));
        // after all beans: clients leave before their servers do
        SpringApplication.getShutdownHandlers().add(servers::close);
        SpringApplication application = new SpringApplication(Standalone.class);
        // a file application.properties beside the jar counts, too
        application.setDefaultProperties(Map.of("spring.config.name", "standalone,application"));
        application.addInitializers(servers);
        return application;
    }

    /** What is needed before Spring's own environment is there: the command line and the process's environment. */
    private static Environment early(String[] arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        return environment;
    }

    /** Found out before the servers start, so that it takes a blink and not ten seconds. */
    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (IOException taken) {
            throw new StartRefused(
                    "Port %d is in use: stop what listens there, or choose another port with --port."
                            .formatted(port),
                    taken);
        }
    }
}
