package diskmill.api.identity.tokens;

import diskmill.api.identity.CredentialLogins;
import diskmill.api.identity.accounts.ApplicationCredentials;

/** As {@code POST /v3/auth/tokens} does it. */
final class LocalCredentialLogins implements CredentialLogins {

    private final Logins logins;

    LocalCredentialLogins(Logins logins) {
        this.logins = logins;
    }

    @Override
    public Result login(String id, String secret, String from) throws InterruptedException {
        Logins.Proof shown =
                new Logins.Proof.Credential(
                        new ApplicationCredentials.Named(id, null, null, null), secret);
        return switch (logins.login(new Logins.Request(shown, new Logins.Scope.Default(), from))) {
            case Logins.Result.Granted granted -> new Result.Granted(granted.token().secret());
            case Logins.Result.Denied _ -> new Result.Denied();
            case Logins.Result.Later later -> new Result.Later(later.delay());
        };
    }
}
