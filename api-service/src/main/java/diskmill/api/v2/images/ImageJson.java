package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.v2.locations.Locations;
import diskmill.api.web.ApiTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image as Glance shows it: its own fields, null where they are not known, then the owner's properties beside them. Threads may share it. */
public final class ImageJson {

    private final Locations locations;

    ImageJson(Locations locations) {
        this.locations = locations;
    }

    public Map<String, @Nullable Object> of(Image image, Caller caller) {
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
        json.put("created_at", ApiTime.text(image.createdAt()));
        json.put("updated_at", ApiTime.text(image.updatedAt()));
        json.put("self", path(image));
        json.put("file", path(image) + "/file");
        json.put("schema", "/v2/schemas/image");
        locations.addTo(json, image, caller);
        return json;
    }

    static String path(Image image) {
        return "/v2/images/" + image.id();
    }

    private static @Nullable String word(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
