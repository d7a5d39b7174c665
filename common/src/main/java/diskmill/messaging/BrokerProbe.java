package diskmill.messaging;

/** How it stands with the broker. Cheap to ask: what was seen is remembered for two seconds. Threads may share it. */
@FunctionalInterface
public interface BrokerProbe {

    /** What was seen. */
    enum Standing {
        /** It does not answer. */
        AWAY,
        /** It is there, but what was said before it came back, or before this process began, is not yet heard. */
        BEHIND,
        CURRENT
    }

    Standing standing();
}
