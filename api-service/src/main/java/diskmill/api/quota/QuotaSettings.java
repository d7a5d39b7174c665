package diskmill.api.quota;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much each project may have, and exceptions by project.
 *
 * @param source   {@code settings}, or in keystone mode {@code keystone}: its unified limits for the image service, and what follows
 *     for those that it has not registered; settings by default
 * @param images   that are not deleted; -1, no limit, by default
 * @param size     bytes of its images together; no limit by default
 * @param staged   bytes that are staged and not yet imported; no limit by default
 * @param imports  uploads and imports at once, waiting ones included; -1, no limit, by default
 * @param projects the same for single projects by their id, each with what it does not name as above: {@code
 *     diskmill.quota.projects.0f1e….images=500}
 */
@ConfigurationProperties("diskmill.quota")
public record QuotaSettings(
        @DefaultValue("settings") Source source,
        @DefaultValue("-1") long images,
        @Nullable DataSize size,
        @Nullable DataSize staged,
        @DefaultValue("-1") long imports,
        @Nullable Map<String, OfProject> projects) {

    /**
     * One project's.
     *
     * @param images  as above
     * @param size    as above
     * @param staged  as above
     * @param imports as above
     */
    public record OfProject(
            @Nullable Long images,
            @Nullable DataSize size,
            @Nullable DataSize staged,
            @Nullable Long imports) {}

    /** Where limits are known from. */
    public enum Source {
        SETTINGS,
        KEYSTONE
    }

    /** The settings' own. */
    public QuotaLimits limits() {
        return (project, resource) -> {
            OfProject own = projects == null ? null : projects.get(project);
            return switch (resource) {
                case IMAGE_COUNT_TOTAL -> number(own == null ? null : own.images(), images);
                case IMAGE_SIZE_TOTAL -> bytes(own == null ? null : own.size(), size);
                case IMAGE_STAGE_TOTAL -> bytes(own == null ? null : own.staged(), staged);
                case IMAGE_COUNT_UPLOADING -> number(own == null ? null : own.imports(), imports);
            };
        };
    }

    private static long number(@Nullable Long own, long all) {
        return own == null ? all : own;
    }

    private static long bytes(@Nullable DataSize own, @Nullable DataSize all) {
        DataSize counts = own == null ? all : own;
        return counts == null ? QuotaLimits.UNLIMITED : counts.toBytes();
    }
}
