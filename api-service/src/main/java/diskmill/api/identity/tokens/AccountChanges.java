package diskmill.api.identity.tokens;

import diskmill.api.database.Notifications;
import diskmill.api.identity.Session;
import diskmill.api.identity.ShortMemory;
import java.util.HexFormat;

/**
 * Makes this api-service forget what another one has ended: the database tells all of them, within milliseconds. While that
 * cannot be heard nothing is remembered.
 */
final class AccountChanges implements Notifications.Listener {

    /** As in the migration V6; told without a word for all tokens, with one token's hash in hexadecimal digits for that one. */
    static final String CHANNEL = "diskmill_accounts";

    private final ShortMemory<Session> tokens;

    AccountChanges(ShortMemory<Session> tokens) {
        this.tokens = tokens;
        tokens.pause();
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public void begun() {
        tokens.resume();
    }

    @Override
    public void lost() {
        tokens.pause();
    }

    @Override
    public void heard(String hash) {
        if (hash.isEmpty()) {
            tokens.forgetAll();
        } else {
            tokens.forget(HexFormat.of().parseHex(hash));
        }
    }
}
