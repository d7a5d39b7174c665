package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image as Glance shows it: its own fields, null where they are not known, then the owner's properties beside them. */
final class ImageJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private ImageJson() {}

    static Map<String, @Nullable Object> of(Image image) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        image.properties().forEach(json::put);
        json.put("id", image.id().toString());
        json.put("name", image.name());
        json.put("status", image.status().toString());
        json.put("visibility", image.visibility().toString());
        json.put("protected", image.isProtected());
        json.put("os_hidden", image.hidden());
        json.put("owner", image.owner());
        json.put("disk_format", word(image.diskFormat()));
        json.put("container_format", word(image.containerFormat()));
        json.put("min_ram", image.minRam());
        json.put("min_disk", image.minDisk());
        json.put("size", image.size());
        json.put("virtual_size", image.virtualSize());
        json.put("checksum", image.checksum());
        json.put("os_hash_algo", image.hash() == null ? null : word(image.hash().algorithm()));
        json.put("os_hash_value", image.hash() == null ? null : image.hash().hex());
        json.put("tags", List.copyOf(image.tags()));
        json.put("created_at", TIME.format(image.createdAt()));
        json.put("updated_at", TIME.format(image.updatedAt()));
        json.put("self", path(image));
        json.put("file", path(image) + "/file");
        json.put("schema", "/v2/schemas/image");
        return json;
    }

    static String path(Image image) {
        return "/v2/images/" + image.id();
    }

    private static @Nullable String word(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
