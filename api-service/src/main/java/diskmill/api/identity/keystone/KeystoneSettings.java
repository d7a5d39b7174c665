package diskmill.api.identity.keystone;

import diskmill.start.StartRefused;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Your Keystone, where it says who calls ({@code diskmill.identity.mode=keystone}), and who we are to it: a user that may look at
 * tokens, which the roles service and admin may. Secrets may come from files ({@code spring.config.import=configtree:…}).
 *
 * @param url            the identity endpoint, for example https://keystone.example:5000/v3. Required in keystone mode
 * @param publicUrl      the one that callers are told to get tokens from; {@code url} by default
 * @param username       our user; diskmill by default
 * @param password       its password; never shown. Required in keystone mode
 * @param project        in which the user has its role; service by default
 * @param userDomain     the name of the user's domain; Default by default
 * @param projectDomain  the name of the project's domain; Default by default
 * @param ca             a file of certificates (PEM) that sign Keystone's, in the place of those that Java knows. By default not set
 * @param connectTimeout for a connection to Keystone; 2s by default
 * @param timeout        for a call to it, from its beginning to its end; 5s by default
 * @param cache          how long a token that was valid counts as valid, at most 60s: so long may one that is revoked be used.
 *                       60s by default
 */
@ConfigurationProperties("diskmill.identity.keystone")
record KeystoneSettings(
        @Nullable URI url,
        @Nullable URI publicUrl,
        @DefaultValue("diskmill") String username,
        @Nullable String password,
        @DefaultValue("service") String project,
        @DefaultValue("Default") String userDomain,
        @DefaultValue("Default") String projectDomain,
        @Nullable Path ca,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("60s") Duration cache) {

    private static final String PREFIX = "diskmill.identity.keystone.";

    KeystoneSettings {
        require(
                connectTimeout.isPositive() && timeout.isPositive(),
                "connect-timeout and timeout must be more than 0");
        require(
                !cache.isNegative() && cache.compareTo(Duration.ofMinutes(1)) <= 0,
                "cache must be 0 to 60s, since a token that was revoked may be used for so long");
    }

    private static void require(boolean held, String sentence) {
        if (!held) {
            throw new IllegalArgumentException(PREFIX + sentence);
        }
    }

    /** With {@code /v3} at its end. @throws StartRefused with a sentence if it is missing or no http(s) address */
    URI endpoint() {
        if (url == null) {
            throw refused("url");
        }
        return withVersion(url, "url");
    }

    /** With {@code /v3} at its end. */
    URI publicEndpoint() {
        return publicUrl == null ? endpoint() : withVersion(publicUrl, "public-url");
    }

    private static URI withVersion(URI address, String name) {
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!web
                || address.getHost() == null
                || address.getRawQuery() != null
                || address.getRawUserInfo() != null) {
            throw refused(name);
        }
        String text = address.toString().replaceAll("/+$", "");
        return URI.create(text.endsWith("/v3") ? text : text + "/v3");
    }

    private static StartRefused refused(String name) {
        return new StartRefused(
                PREFIX
                        + name
                        + " must be the address of your Keystone, for example https://keystone.example:5000/v3, in keystone mode");
    }

    /** @throws StartRefused with a sentence if it is missing */
    String requiredPassword() {
        if (password == null || password.isBlank()) {
            throw new StartRefused(
                    PREFIX + "password must be set in keystone mode: it is that of our user there");
        }
        // a file that a secret comes from often ends with a line break
        return password.strip();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KeystoneSettings[url=%s, username=%s, project=%s]"
                .formatted(url, username, project);
    }
}
