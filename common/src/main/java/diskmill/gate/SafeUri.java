package diskmill.gate;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses as they may be logged: userinfo, query and fragment may hold secrets, so they are left out. */
public final class SafeUri {

    private SafeUri() {}

    /** Scheme, host, port and path; marks what was left out of the end by {@code ?…}. */
    public static String of(URI uri) {
        String authority = uri.getRawAuthority();
        if (uri.isOpaque() || authority == null) {
            return "(no address)";
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return uri.getScheme()
                + "://"
                + authority.substring(authority.lastIndexOf('@') + 1)
                + path
                + (uri.getRawQuery() == null ? "" : "?…");
    }

    /** The same; an address that cannot be read is not shown at all. */
    public static String of(String address) {
        try {
            return of(new URI(address));
        } catch (URISyntaxException malformed) {
            return "(no address)";
        }
    }
}
