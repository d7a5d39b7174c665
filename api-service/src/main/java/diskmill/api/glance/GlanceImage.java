package diskmill.api.glance;

import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What another image service says of an active image.
 *
 * @param size       bytes; null if it does not say
 * @param digest     of its bytes, the best that it says; null if it says none that we know
 * @param properties those that are copied
 */
public record GlanceImage(
        DiskFormat diskFormat,
        ContainerFormat containerFormat,
        @Nullable Long size,
        @Nullable Digest digest,
        SortedMap<String, String> properties) {

    /** Characters of a property's value; ours is the same as Glance's. */
    private static final int MAX_VALUE = 65_535;

    private static final int MAX_NAME = 255;

    /** @param prefixes what the names of properties to be copied begin with */
    static GlanceImage read(JsonNode image, Collection<String> prefixes) throws GlanceRefused {
        String status = image.path("status").asString("");
        if (!status.equals("active")) {
            throw new GlanceRefused(
                    "The source image's status should be active instead of %s; try again when it is."
                            .formatted(status.matches("[a-z_]{1,20}") ? status : "something else"),
                    false);
        }
        Optional<DiskFormat> disk = DiskFormat.tryParse(image.path("disk_format").asString(""));
        Optional<ContainerFormat> container =
                ContainerFormat.tryParse(image.path("container_format").asString(""));
        if (disk.isEmpty() || container.isEmpty()) {
            throw new GlanceRefused(
                    "The source image has a disk_format or container_format that is not known here.",
                    false);
        }
        JsonNode size = image.path("size");
        return new GlanceImage(
                disk.get(),
                container.get(),
                size.canConvertToLong() && size.longValue() >= 0 ? size.longValue() : null,
                digest(image),
                properties(image, prefixes));
    }

    private static @Nullable Digest digest(JsonNode image) {
        String best = text(image, "os_hash_algo") + ":" + text(image, "os_hash_value");
        return Digest.tryParse(best)
                .or(() -> Digest.tryParse("md5:" + text(image, "checksum")))
                .orElse(null);
    }

    private static String text(JsonNode image, String name) {
        return image.path(name).asString("");
    }

    private static SortedMap<String, String> properties(
            JsonNode image, Collection<String> prefixes) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : image.properties()) {
            String name = field.getKey();
            boolean wanted =
                    prefixes.stream().anyMatch(name::startsWith)
                            && !BASE.contains(name)
                            && !name.startsWith("os_glance");
            if (wanted && field.getValue().isString()) {
                String value = field.getValue().stringValue();
                if (isStorable(name, MAX_NAME) && isStorable(value, MAX_VALUE)) {
                    properties.put(name, value);
                }
            }
        }
        return properties;
    }

    /** Fields of an image's own, however wide the operator has made the prefixes. */
    private static final List<String> BASE =
            List.of(
                    "id",
                    "name",
                    "status",
                    "visibility",
                    "protected",
                    "os_hidden",
                    "owner",
                    "disk_format",
                    "container_format",
                    "min_ram",
                    "min_disk",
                    "size",
                    "virtual_size",
                    "checksum",
                    "os_hash_algo",
                    "os_hash_value",
                    "tags",
                    "created_at",
                    "updated_at",
                    "self",
                    "file",
                    "schema",
                    "direct_url",
                    "locations",
                    "stores");

    private static boolean isStorable(String text, int max) {
        return !text.isEmpty()
                && text.length() <= max
                && text.codePoints()
                        .noneMatch(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF));
    }
}
