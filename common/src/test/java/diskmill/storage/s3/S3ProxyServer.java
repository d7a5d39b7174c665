package diskmill.storage.s3;

import diskmill.testkit.MinioServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** S3Proxy on a folder, in this JVM: a server of another make than MinIO, so that no quirk of one becomes our habit. */
final class S3ProxyServer {

    private S3ProxyServer() {}

    /** One for the tests of a JVM, who take a bucket each; it ends with the JVM. */
    static URI endpoint() {
        return Shared.ENDPOINT;
    }

    private static final class Shared {

        static final URI ENDPOINT = start();

        private static URI start() {
            try {
                Path folder =
                        Files.createTempDirectory(
                                Files.createDirectories(Path.of("target")), "s3proxy-");
                Properties properties = new Properties();
                properties.setProperty(
                        "s3proxy.filesystem.basedir", folder.toAbsolutePath().toString());
                properties.setProperty(
                        "jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
                S3Proxy server =
                        S3Proxy.builder()
                                .blobStore(BlobStores.create("filesystem-nio2", properties))
                                .endpoint(URI.create("http://127.0.0.1:0"))
                                .awsAuthentication(
                                        AuthenticationType.AWS_V4,
                                        MinioServer.ACCESS_KEY,
                                        MinioServer.SECRET_KEY)
                                .build();
                server.start();
                return URI.create("http://127.0.0.1:" + server.getPort());
            } catch (Exception failed) {
                throw new IllegalStateException("no S3Proxy for the test", failed);
            }
        }
    }
}
