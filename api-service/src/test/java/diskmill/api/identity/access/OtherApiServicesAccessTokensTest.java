package diskmill.api.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.Core;
import diskmill.api.database.Notifications;
import diskmill.api.identity.ShortMemory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two api-services on one database. Their clock stands still, so that nothing is forgotten by its time. */
@Timeout(60)
class OtherApiServicesAccessTokensTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private Core core;
    private Notifications notifications;
    private AccessTokens here;
    private AccessTokens there;

    @BeforeEach
    void start() {
        core = new Core();
        ShortMemory<String> remembered = new ShortMemory<>(clock, Duration.ofHours(1));
        notifications =
                new Notifications(core::connection, List.of(new AccessTokenChanges(remembered)));
        notifications.start();
        there = new AccessTokens(core.database, remembered, clock);
        here = new AccessTokens(core.database, new ShortMemory<>(clock, Duration.ZERO), clock);
    }

    @AfterEach
    void stop() {
        notifications.close();
        core.close();
    }

    @Test
    void oneThatIsRevokedHereEndsThere() {
        AccessTokens.Issued issued = here.issue("console", "admin");
        awaitRemembered(issued);

        here.revoke(issued.token().id());

        await().atMost(SOON).until(() -> !there.isValid(issued.secret()));
        assertThat(here.isValid(issued.secret())).isFalse();
    }

    /** Waits until a look into the database is spared there: it goes on to be valid when its row is another's, untold. */
    private void awaitRemembered(AccessTokens.Issued issued) {
        byte[] hash = ShortMemory.hash(issued.secret());
        await().atMost(SOON)
                .until(() -> {
                    boolean valid = there.isValid(issued.secret());
                    setHash("disable", new byte[] {1});
                    boolean spared = there.isValid(issued.secret());
                    setHash("enable", hash);
                    return valid && spared;
                });
    }

    private void setHash(String trigger, byte[] hash) {
        if (trigger.equals("disable")) {
            core.database
                    .sql("alter table access_tokens disable trigger access_tokens_tell")
                    .update();
        }
        core.database.sql("update access_tokens set hash = :hash").param("hash", hash).update();
        if (trigger.equals("enable")) {
            core.database
                    .sql("alter table access_tokens enable trigger access_tokens_tell")
                    .update();
        }
    }
}
