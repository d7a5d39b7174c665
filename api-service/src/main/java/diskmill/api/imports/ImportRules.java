package diskmill.api.imports;

import diskmill.api.catalog.AttemptSettings;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every attempt of this installation.
 *
 * @param defaultTarget what images are converted to where the request does not say, and where it can be done; null to keep them
 */
public record ImportRules(
        AttemptSettings times,
        Limits limits,
        HashAlgorithm hash,
        @Nullable DiskFormat defaultTarget) {}
