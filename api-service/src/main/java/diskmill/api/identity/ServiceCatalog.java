package diskmill.api.identity;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a cloud's other services are, as its identity service tells a caller. Threads may share it. */
@FunctionalInterface
public interface ServiceCatalog {

    /**
     * @param types  that the service may have, such as {@code image}; an earlier one counts before a later one
     * @param region its name
     * @param reach  public, internal or admin
     * @param token  the caller's own
     * @throws diskmill.api.web.Refusal 503 if the identity service cannot be asked now
     */
    Optional<URI> endpoint(List<String> types, String region, String reach, String token);
}
