package diskmill.gate;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Exceptions to the rules of the gate.
 *
 * @param allow what may be reached although its address is not public or its port is not 80 or 443: {@code host}, {@code
 *     host:port}, {@code CIDR} or {@code CIDR:port}; IPv6 stands in brackets where a port follows. Without a port, any port.
 *     Empty by default
 */
@ConfigurationProperties("diskmill.source")
public record GateSettings(@DefaultValue List<String> allow) {

    /** @throws IllegalArgumentException with a sentence for each bad entry */
    public GateSettings {
        allow = List.copyOf(allow);
        var faults = new ArrayList<String>();
        for (String entry : allow) {
            try {
                AllowedAddress.parse(entry);
            } catch (IllegalArgumentException bad) {
                faults.add(String.valueOf(bad.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", faults));
        }
    }
}
