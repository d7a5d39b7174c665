package diskmill.api.metadefs;

import diskmill.api.metadefs.Namespace.Visibility;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces.
 *
 * @param project       whose are looked for, beside the public ones; null for everybody's
 * @param visibility    null for any
 * @param resourceTypes for at least one of which they are; null for any or none
 */
public record NamespaceQuery(
        @Nullable String project,
        @Nullable Visibility visibility,
        @Nullable List<String> resourceTypes,
        Paging paging) {}
