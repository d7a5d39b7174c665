package diskmill.api.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param mode          {@code local}: projects, users and roles are kept here, and managed by Keystone's API; {@code keystone}:
 *                      a Keystone of yours says who calls. local by default
 * @param openrc        where the first administrator's password is written, mode 600, when the database has no users yet;
 *                      without it none is made. In local mode. By default not set
 * @param accessTokenFile where the first access token for the v1 API is written, mode 600, when the database never had one; without
 *                      it none is made. In both modes. By default not set
 * @param tokenLifetime how long a token is valid, in local mode; 1 h by default, as Keystone's
 */
@ConfigurationProperties("diskmill.identity")
public record IdentitySettings(
        @DefaultValue("local") Mode mode,
        @Nullable Path openrc,
        @Nullable Path accessTokenFile,
        @DefaultValue("1h") Duration tokenLifetime) {

    /** Where accounts are kept. */
    public enum Mode {
        LOCAL,
        KEYSTONE
    }

    public IdentitySettings {
        if (tokenLifetime.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "diskmill.identity.token-lifetime must be at least a minute (1m), so that a client can use its token");
        }
    }
}
