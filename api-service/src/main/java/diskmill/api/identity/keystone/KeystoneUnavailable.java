package diskmill.api.identity.keystone;

/** Keystone cannot be asked, or gives no answer that says anything about a token. Another try, later, may go better. */
final class KeystoneUnavailable extends Exception {

    /** @param what for the log, without secrets */
    KeystoneUnavailable(String what) {
        super(what);
    }
}
