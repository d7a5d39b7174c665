package diskmill.api.identity.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.identity.Session;
import diskmill.api.identity.ShortMemory;
import diskmill.api.web.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeystoneSessionsTest {

    /** Moves when a test says so. */
    private static final class Hand extends Clock {

        private volatile Instant now = Instant.now();

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Hand clock = new Hand();
    private KeystoneServer keystone;
    private KeystoneCalls calls;
    private KeystoneSessions sessions;

    @BeforeEach
    void start() throws IOException {
        keystone = new KeystoneServer(0);
        keystone.add("good", "p1", "member");
        KeystoneSettings settings = settings(KeystoneServer.PASSWORD);
        calls = calls(settings);
        sessions = sessions(settings);
    }

    private KeystoneSettings settings(String password) {
        return new KeystoneSettings(
                keystone.url(),
                null,
                KeystoneServer.USER,
                password,
                "service",
                "Default",
                "Default",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
    }

    private static KeystoneCalls calls(KeystoneSettings settings) {
        return new KeystoneCalls(
                settings.endpoint(), settings.connectTimeout(), settings.timeout(), null);
    }

    private KeystoneSessions sessions(KeystoneSettings settings) {
        return new KeystoneSessions(
                calls,
                new ServiceToken(calls, settings, clock),
                new ShortMemory<>(clock, settings.cache()),
                clock,
                settings.publicEndpoint().toString(),
                new Availability());
    }

    @AfterEach
    void stop() {
        calls.close();
        keystone.close();
    }

    @Test
    void aValidTokenIsItsUserInItsProjectWithItsRoles() {
        Session session = sessions.find("good").orElseThrow();

        assertThat(session.user()).isEqualTo(new Session.Named("u1", "somebody"));
        assertThat(session.project()).isEqualTo(new Session.Named("p1", "p1"));
        assertThat(session.hasRole("member")).isTrue();
        assertThat(session.hasRole("admin")).isFalse();
    }

    @Test
    void anUnknownOrMalformedTokenIsNobodys() {
        assertThat(sessions.find("unknown")).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.find("two words")).isEmpty();
        assertThat(sessions.find("line\nbreak")).isEmpty();
        assertThat(sessions.find("x".repeat(9_000))).isEmpty();
        assertThat(sessions.find("é")).isEmpty();
    }

    @Test
    void aValidTokenIsAskedAboutOnceAMinute() {
        sessions.find("good");
        sessions.find("good");
        assertThat(keystone.validations).hasValue(1);

        keystone.remove("good");
        clock.move(Duration.ofSeconds(59));
        assertThat(sessions.find("good")).isPresent();
        clock.move(Duration.ofSeconds(2));
        assertThat(sessions.find("good")).isEmpty();
    }

    @Test
    void anInvalidTokenIsNotRemembered() {
        assertThat(sessions.find("late")).isEmpty();

        keystone.add("late", "p1", "member");

        assertThat(sessions.find("late")).isPresent();
    }

    @Test
    void aTokenThatEndsWhileItIsRememberedEnds() {
        keystone.add("short", "", clock.instant().plusSeconds(10));
        assertThat(sessions.find("short")).isPresent();

        clock.move(Duration.ofSeconds(11));

        assertThat(sessions.find("short")).isEmpty();
    }

    @Test
    void tokensForOtherThingsThanAProjectAreTold() {
        Instant end = clock.instant().plusSeconds(600);
        keystone.add("unscoped", "", end);
        keystone.add(
                "domain",
                "\"domain\": {\"id\": \"default\", \"name\": \"Default\"}, \"roles\": [],",
                end);
        keystone.add("system", "\"system\": {\"all\": true}, \"roles\": [],", end);

        assertThat(reach("unscoped")).isEqualTo(Session.Reach.NONE);
        assertThat(reach("domain")).isEqualTo(Session.Reach.DOMAIN);
        assertThat(reach("system")).isEqualTo(Session.Reach.SYSTEM);
        assertThat(sessions.find("system").orElseThrow().project()).isNull();
    }

    private Session.Reach reach(String token) {
        return sessions.find(token).orElseThrow().reach();
    }

    @Test
    void ourOwnTokenIsGotOnceAndAnewWhenKeystoneTakesItNoMoreOrItEnds() {
        keystone.add("second", "p1", "member");
        keystone.add("third", "p1", "member");
        sessions.find("good");
        sessions.find("unknown");
        assertThat(keystone.logins).hasValue(1);

        keystone.forgetOurs();
        assertThat(sessions.find("second")).isPresent();
        assertThat(keystone.logins).hasValue(2);

        clock.move(Duration.ofMinutes(59).plusSeconds(30));
        sessions.find("third");
        assertThat(keystone.logins).hasValue(3);
    }

    @Test
    void withAWrongPasswordOfOursNobodyIsLetIn() {
        sessions = sessions(settings("wrong"));

        assertUnavailable("good");
    }

    @Test
    void whileKeystoneIsAwayWhatIsRememberedGoesOnAndNothingElseIsLetIn() throws IOException {
        keystone.add("other", "p1", "member");
        sessions.find("good");
        int port = keystone.port();
        keystone.close();

        assertThat(sessions.find("good")).isPresent();
        assertUnavailable("other");
        clock.move(Duration.ofSeconds(61));
        assertUnavailable("good");

        keystone = new KeystoneServer(port);
        keystone.add("other", "p1", "member");
        assertThat(sessions.find("other")).isPresent();
    }

    @Test
    void aKeystoneThatSaysNothingIsNotWaitedForLong() {
        keystone.state = KeystoneServer.State.SILENT;
        long begin = System.nanoTime();

        assertUnavailable("good");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void answersThatSayNothingOfTheTokenLetNobodyInAndCallNoTokenBad() {
        sessions.find("unknown");
        for (KeystoneServer.State state :
                List.of(
                        KeystoneServer.State.GARBAGE,
                        KeystoneServer.State.FAILING,
                        KeystoneServer.State.ELSEWHERE)) {
            keystone.state = state;
            assertUnavailable("good");
        }
        keystone.state = KeystoneServer.State.WELL;
        assertThat(sessions.find("good")).isPresent();
    }

    @Test
    void ofManyThatAskForOneTokenAtOnceOneAsksKeystone() throws Exception {
        sessions.find("unknown");
        int before = keystone.validations.get();
        List<Future<Optional<Session>>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                found.add(threads.submit(() -> sessions.find("good")));
            }
            for (Future<Optional<Session>> each : found) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isPresent();
            }
        }

        assertThat(keystone.validations.get() - before).isEqualTo(1);
    }

    private void assertUnavailable(String token) {
        assertThatThrownBy(() -> sessions.find(token))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.status()).isEqualTo(503);
                            assertThat(refusal.headers()).containsKey("Retry-After");
                        });
    }
}
