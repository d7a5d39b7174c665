package diskmill.api.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param openrc        where the first administrator's password is written, mode 600, when the database has no users yet;
 *                      without it none is made. By default not set
 * @param tokenLifetime how long a token is valid; 1 h by default, as Keystone's
 */
@ConfigurationProperties("diskmill.identity")
record IdentitySettings(@Nullable Path openrc, @DefaultValue("1h") Duration tokenLifetime) {

    IdentitySettings {
        if (tokenLifetime.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "diskmill.identity.token-lifetime must be at least a minute (1m), so that a client can use its token");
        }
    }
}
