package diskmill.api.identity.keystone;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Our own token, by which we ask about others': got when it is needed, and anew before it ends. Threads may share it. */
final class ServiceToken {

    /** So long before its end a token is not used any more. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final JsonMapper JSON = new JsonMapper();

    private record Held(String token, Instant until) {}

    private final KeystoneCalls calls;
    private final KeystoneSettings settings;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Held held;

    ServiceToken(KeystoneCalls calls, KeystoneSettings settings, Clock clock) {
        this.calls = calls;
        this.settings = settings;
        this.clock = clock;
    }

    String get() throws KeystoneUnavailable, InterruptedException {
        Held now = held;
        return now != null && now.until().isAfter(clock.instant()) ? now.token() : renew(now);
    }

    /** A new one in the place of one that Keystone does not take any more. */
    String insteadOf(String refused) throws KeystoneUnavailable, InterruptedException {
        Held now = held;
        return now != null && !now.token().equals(refused) ? get() : renew(now);
    }

    private String renew(@Nullable Held before) throws KeystoneUnavailable, InterruptedException {
        if (!lock.tryLock(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new KeystoneUnavailable("no token of our own in time");
        }
        try {
            Held now = held;
            if (now != null && !now.equals(before)) {
                return now.token();
            }
            Held fresh = login();
            held = fresh;
            return fresh.token();
        } finally {
            lock.unlock();
        }
    }

    private Held login() throws KeystoneUnavailable, InterruptedException {
        HttpRequest request =
                calls.request("/auth/tokens?nocatalog")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body()))
                        .build();
        HttpResponse<String> answer = calls.send(request);
        if (answer.statusCode() == 401) {
            throw new KeystoneUnavailable(
                    "it refuses our user: check diskmill.identity.keystone.username, .password, .project and the domains");
        }
        String token = answer.headers().firstValue("X-Subject-Token").orElse("");
        if (answer.statusCode() != 201 || token.isEmpty()) {
            throw new KeystoneUnavailable("our login was answered with " + answer.statusCode());
        }
        Instant end = TokenAnswer.read(answer.body()).expiresAt();
        return new Held(token, end.minus(MARGIN));
    }

    private String body() {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", settings.username()).put("password", settings.requiredPassword());
        user.putObject("domain").put("name", settings.userDomain());
        ObjectNode project = auth.putObject("scope").putObject("project");
        project.put("name", settings.project());
        project.putObject("domain").put("name", settings.projectDomain());
        return body.toString();
    }
}
