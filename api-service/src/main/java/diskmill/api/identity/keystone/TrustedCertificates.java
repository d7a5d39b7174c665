package diskmill.api.identity.keystone;

import diskmill.start.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a file that Keystone's own must be signed by. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /** @throws StartRefused with a sentence if the file holds none, or cannot be read */
    static SSLContext of(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (certificates.isEmpty()) {
                throw refused(file, "it holds no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw refused(file, unreadable.toString());
        }
    }

    private static StartRefused refused(Path file, String why) {
        return new StartRefused(
                "diskmill.identity.keystone.ca must be a file of certificates in PEM; %s cannot be used: %s"
                        .formatted(file, why));
    }
}
