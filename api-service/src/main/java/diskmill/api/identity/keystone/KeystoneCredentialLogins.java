package diskmill.api.identity.keystone;

import diskmill.api.identity.CredentialLogins;
import diskmill.api.identity.LoginDelay;
import diskmill.api.web.Refusal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Logs in at Keystone in the caller's place, and slows down who guesses, as Keystone does not for application credentials. */
final class KeystoneCredentialLogins implements CredentialLogins {

    private static final JsonMapper JSON = new JsonMapper();

    /** Longer ones are nobody's: Keystone's own have 32 and 86 characters, and bcrypt ends at 72 bytes. */
    private static final Pattern TEXT = Pattern.compile("[ -~]{1,255}");

    /** What a credential was exchanged for is remembered, so there are not many; and of many guesses the later ones hear of the earlier ones. */
    private static final int MAX_AT_ONCE = 8;

    private static final int LONGEST_WAIT_SECONDS = 10;

    private final Semaphore atOnce = new Semaphore(MAX_AT_ONCE);
    private final KeystoneCalls calls;
    private final Availability availability;
    private final LoginDelay delay;

    KeystoneCredentialLogins(KeystoneCalls calls, Availability availability, LoginDelay delay) {
        this.calls = calls;
        this.availability = availability;
        this.delay = delay;
    }

    @Override
    public Result login(String id, String secret, String from) throws InterruptedException {
        if (!TEXT.matcher(id).matches() || !TEXT.matcher(secret).matches()) {
            return new Result.Denied();
        }
        if (!atOnce.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw Refusal.unavailable(
                    "Too many logins are under way; try again in a few seconds.",
                    LONGEST_WAIT_SECONDS);
        }
        try {
            return switch (delay.turn("credential %s@%s".formatted(id, from))) {
                case LoginDelay.Turn.Later(Duration wait) -> new Result.Later(wait);
                case LoginDelay.Turn.Now now -> tryNow(now, id, secret);
            };
        } finally {
            atOnce.release();
        }
    }

    private Result tryNow(LoginDelay.Turn.Now now, String id, String secret) {
        Result result;
        try {
            result = availability.answer(() -> ask(id, secret));
        } catch (RuntimeException away) {
            now.untried();
            throw away;
        }
        if (result instanceof Result.Granted) {
            now.succeeded();
        } else {
            now.failed();
        }
        return result;
    }

    private Result ask(String id, String secret) throws KeystoneUnavailable, InterruptedException {
        HttpRequest request =
                calls.request("/auth/tokens?nocatalog")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body(id, secret)))
                        .build();
        HttpResponse<String> answer = calls.send(request);
        return switch (answer.statusCode()) {
            case 201 ->
                    answer.headers()
                            .firstValue("X-Subject-Token")
                            .<Result>map(Result.Granted::new)
                            .orElseThrow(() ->
                                    new KeystoneUnavailable("it answers a login without a token"));
            // some releases say 404 of an id that they do not know
            case 401, 404 -> denied(answer);
            default ->
                    throw new KeystoneUnavailable(
                            "it answers an application credential's login with "
                                    + answer.statusCode());
        };
    }

    private static Result denied(HttpResponse<String> answer) throws KeystoneUnavailable {
        if (!answer.body().startsWith("{")) {
            throw new KeystoneUnavailable(
                    "there is no Keystone at this address: check diskmill.identity.keystone.url");
        }
        return new Result.Denied();
    }

    private static String body(String id, String secret) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode identity = body.putObject("auth").putObject("identity");
        identity.putArray("methods").add("application_credential");
        identity.putObject("application_credential").put("id", id).put("secret", secret);
        return body.toString();
    }
}
