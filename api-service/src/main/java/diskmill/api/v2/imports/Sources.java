package diskmill.api.v2.imports;

import diskmill.api.web.Refusal;
import diskmill.gate.AddressCheck;
import diskmill.gate.AddressGate;
import diskmill.gate.Target;
import java.net.URI;

/** The addresses that an import may be asked from. Threads may share it. */
public final class Sources {

    /** Glance's words. */
    public static final String WEB_DOWNLOAD = "URI for web-download";

    private final AddressGate gate;

    Sources(AddressGate gate) {
        this.gate = gate;
    }

    /**
     * The address in its one spelling. It is checked as far as that needs no network; the rest is checked where the connection is
     * made.
     *
     * @param subject what the API calls the address, at a sentence's beginning
     * @throws Refusal 400 if it is closed
     */
    public URI checked(String address, String subject) {
        return switch (gate.check(address)) {
            case AddressCheck.Allowed(Target target) -> target.uri();
            case AddressCheck.Blocked(String sentence) ->
                    throw Refusal.badRequest(
                            "%s does not pass filtering: %s".formatted(subject, sentence));
        };
    }
}
