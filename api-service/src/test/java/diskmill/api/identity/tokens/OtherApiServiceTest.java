package diskmill.api.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.api.Core;
import diskmill.api.database.Notifications;
import diskmill.api.identity.Session;
import diskmill.api.identity.ShortMemory;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two api-services on one database. Their clock stands still, so that nothing is forgotten by its time. */
@Timeout(60)
class OtherApiServiceTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private final BlockingQueue<Connection> listening = new LinkedBlockingQueue<>();
    private Core core;
    private Tokens here;
    private Tokens there;
    private Notifications notifications;
    private String token;

    @BeforeEach
    void start() {
        core = new Core();
        ShortMemory<Session> remembered = new ShortMemory<>(clock, Duration.ofHours(1));
        AccountChanges changes = new AccountChanges(remembered);
        notifications =
                new Notifications(
                        () -> {
                            Connection connection = core.connection();
                            listening.add(connection);
                            return connection;
                        },
                        List.of(changes));
        notifications.start();
        there = new Tokens(core.database, remembered, clock, Duration.ofHours(1));
        here =
                new Tokens(
                        core.database,
                        new ShortMemory<>(clock, Duration.ZERO),
                        clock,
                        Duration.ofHours(1));
        core.database
                .sql(
                        """
                        with p as (insert into projects (id, name, created_at) values ('p', 'p', now())),
                        u as (insert into users (id, name, password, created_at) values ('u', 'u', '', now()))
                        select 1
                        """)
                .query(Integer.class)
                .single();
        assign();
        token = here.issue(Tokens.Grant.byPassword("u", "p")).orElseThrow().secret();
    }

    @AfterEach
    void stop() {
        notifications.close();
        core.close();
    }

    @Test
    void aTokenThatIsRevokedHereEndsThere() {
        remembered();

        here.revoke(token);

        await().atMost(SOON).until(() -> there.find(token).isEmpty());
    }

    @Test
    void whatChangesAnAccountIsHeardThere() {
        for (String change :
                List.of(
                        "update users set enabled = false",
                        "update projects set enabled = false",
                        "delete from assignments",
                        "delete from users")) {
            core.transaction.executeWithoutResult(_ -> {
                core.database.sql("update users set enabled = true").update();
                core.database.sql("update projects set enabled = true").update();
            });
            assign();
            remembered();

            core.database.sql(change).update();

            await(change).atMost(SOON).until(() -> there.find(token).isEmpty());
        }
    }

    @Test
    void whileNothingIsHeardNothingIsRemembered() throws Exception {
        remembered();
        Connection first = listening.poll(10, TimeUnit.SECONDS);
        assertThat(first).isNotNull();

        first.close();
        core.database.sql("delete from tokens").update();

        await().atMost(SOON).until(() -> there.find(token).isEmpty());
    }

    /** Waits until a look into the database is spared there. */
    private void remembered() {
        Consumer<String> enable =
                word ->
                        core.database
                                .sql("alter table users %s trigger users_tell".formatted(word))
                                .update();
        await().atMost(SOON)
                .until(() -> {
                    there.forgetAll();
                    boolean known = there.find(token).isPresent();
                    enable.accept("disable");
                    core.database.sql("update users set name = 'v'").update();
                    String name = there.find(token).orElseThrow().user().name();
                    core.database.sql("update users set name = 'u'").update();
                    enable.accept("enable");
                    return known && name.equals("u");
                });
    }

    private void assign() {
        core.database
                .sql(
                        """
                        insert into assignments (user_id, project_id, role_id)
                        select 'u', 'p', id from roles where name = 'member' on conflict do nothing
                        """)
                .update();
    }
}
