package diskmill.gate;

/** What can be said of an address without asking the network. */
public sealed interface AddressCheck {

    /** It may be tried; its host still has to be resolved by {@link AddressGate#resolve}. */
    record Allowed(Target target) implements AddressCheck {}

    /**
     * It may not.
     *
     * @param sentence for the person who named the address; it repeats no part of it
     */
    record Blocked(String sentence) implements AddressCheck {}
}
