package diskmill.api.identity.accounts;

import org.jspecify.annotations.Nullable;

/** Which ones are listed; null for all. */
public record Filter(@Nullable String name, @Nullable Boolean enabled) {}
