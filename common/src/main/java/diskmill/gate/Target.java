package diskmill.gate;

import java.net.URI;

/**
 * An address in its one canonical spelling: scheme and host in lower case, no userinfo, no fragment, no default port.
 *
 * @param uri  as it is to be asked for
 * @param host a name in ASCII without a trailing dot, or a literal address without brackets
 * @param port the default one of the scheme where the address names none
 */
public record Target(URI uri, String scheme, String host, int port) {

    public boolean secure() {
        return scheme.equals("https");
    }

    /** Path and query, as they are sent; never empty. */
    public String pathAndQuery() {
        String query = uri.getRawQuery();
        return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    }
}
