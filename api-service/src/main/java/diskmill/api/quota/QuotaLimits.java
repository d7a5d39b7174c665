package diskmill.api.quota;

/** Where a project's limits are known from. */
public interface QuotaLimits {

    /** Without a limit. */
    long UNLIMITED = -1;

    /**
     * In bytes, or a number; {@link #UNLIMITED} for none. Asked within transactions, so it answers from memory wherever it can.
     *
     * @throws diskmill.api.web.Refusal 503 if it cannot be known now
     */
    long limit(String project, Resource resource);
}
