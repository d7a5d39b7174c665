package diskmill.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Under which address callers know us, for links and catalogs: the setting's, else the one that the request was sent to. */
public final class PublicAddress {

    private final @Nullable URI configured;

    public PublicAddress(WebSettings settings) {
        this.configured = settings.publicUrl();
    }

    /** Without a slash at its end. */
    public String of(HttpServletRequest request) {
        if (configured != null) {
            return withoutSlash(configured.toString());
        }
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean usual = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
