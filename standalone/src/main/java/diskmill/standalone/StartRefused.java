package diskmill.standalone;

/** Standalone cannot start here. The message is a sentence for the person at the terminal. */
final class StartRefused extends RuntimeException {

    StartRefused(String message) {
        super(message);
    }
}
