package diskmill.api.identity.access;

import diskmill.api.database.Notifications;
import diskmill.api.identity.ShortMemory;

/** Makes this api-service forget access tokens that another one has revoked. While that cannot be heard nothing is remembered. */
final class AccessTokenChanges implements Notifications.Listener {

    private final ShortMemory<String> valid;

    AccessTokenChanges(ShortMemory<String> valid) {
        this.valid = valid;
        valid.pause();
    }

    /** As in the migration V15. */
    @Override
    public String channel() {
        return "diskmill_access_tokens";
    }

    @Override
    public void begun() {
        valid.resume();
    }

    @Override
    public void lost() {
        valid.pause();
    }

    @Override
    public void heard(String payload) {
        valid.forgetAll();
    }
}
