package diskmill.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
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

    public static void main(String[] arguments) {
        try {
            start(arguments);
        } catch (Throwable failed) {
            System.err.println(StartFailure.sentence(failed));
            System.exit(1);
        }
    }

    private static void start(String[] arguments) {
        Environment early = early(arguments);
        StandaloneSettings settings =
                Binder.get(early).bindOrCreate("diskmill.standalone", StandaloneSettings.class);
        int port = early.getProperty("server.port", Integer.class, 9292);
        requireFree(port);
        DataFolder data = DataFolder.open(settings.data());
        EmbeddedServers servers = new EmbeddedServers(data);
        // after all beans: clients leave before their servers do
        SpringApplication.getShutdownHandlers().add(servers::close);
        SpringApplication application = new SpringApplication(Standalone.class);
        // a file application.properties beside the jar counts, too
        application.setDefaultProperties(Map.of("spring.config.name", "standalone,application"));
        application.addInitializers(servers);
        application.run(arguments);
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
