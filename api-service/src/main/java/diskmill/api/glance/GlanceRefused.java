package diskmill.api.glance;

/** The other image service does not give what is asked for; the message tells the caller so, without its address. */
public final class GlanceRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether it may do so later. */
    private final boolean passing;

    GlanceRefused(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    public boolean passing() {
        return passing;
    }

    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
