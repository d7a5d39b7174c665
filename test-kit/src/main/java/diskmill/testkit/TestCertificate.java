package diskmill.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with a certificate that it signed itself, made by this Java's own keytool, valid from now on for a day. */
public final class TestCertificate {

    private static final String PASSWORD = "only-for-tests";

    private final KeyStore keys;

    private TestCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /** @param names as keytool writes them: {@code dns:images.test}, {@code ip:127.0.0.1} */
    public static TestCertificate of(String... names) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("test-certificate");
            Path file = folder.resolve("keys.p12");
            try {
                make(file, names);
                return new TestCertificate(read(file));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** For a server that shows the certificate. */
    public SSLContext serving() throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts the certificate, and no other. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** The certificate as a file has it that clients are to trust. */
    public String pem() throws GeneralSecurityException {
        return pem("CERTIFICATE", keys.getCertificate("test").getEncoded());
    }

    /** The key as a file has it that a server is to show the certificate with. */
    public String keyPem() throws GeneralSecurityException {
        return pem("PRIVATE KEY", keys.getKey("test", PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content));
    }

    private static void make(Path file, String... names) throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "test",
                                "-keyalg",
                                "EC",
                                "-validity",
                                "1",
                                "-dname",
                                "CN=test",
                                "-ext",
                                "SAN=" + String.join(",", names))
                        .redirectErrorStream(true)
                        .start();
        // little, so it fits the pipe
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException(
                    "keytool failed: "
                            + new String(
                                    keytool.getInputStream().readAllBytes(),
                                    StandardCharsets.UTF_8));
        }
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
