package diskmill.api.v2.images;

import diskmill.api.web.Refusal;
import java.util.Set;

/** Which names of an image's JSON are whose: the owner's to set, ours alone, or Glance's for other uses. */
final class FieldNames {

    /** Set by the owner; always there, so never removed. */
    static final Set<String> WRITABLE =
            Set.of(
                    "name",
                    "visibility",
                    "protected",
                    "os_hidden",
                    "owner",
                    "disk_format",
                    "container_format",
                    "min_ram",
                    "min_disk",
                    "tags");

    private static final Set<String> READ_ONLY =
            Set.of(
                    "created_at",
                    "updated_at",
                    "status",
                    "checksum",
                    "os_hash_algo",
                    "os_hash_value",
                    "size",
                    "virtual_size",
                    "direct_url",
                    "self",
                    "file",
                    "schema",
                    "stores",
                    "id");

    private static final Set<String> RESERVED = Set.of("location", "deleted", "deleted_at");

    private static final String GLANCES_OWN = "os_glance_";

    private FieldNames() {}

    /** @throws Refusal 403 unless the owner may set what has this name */
    static void checkSettable(String name) {
        if (READ_ONLY.contains(name)) {
            throw Refusal.forbidden("Attribute '%s' is read-only.".formatted(name));
        }
        if (RESERVED.contains(name) || name.startsWith(GLANCES_OWN)) {
            throw Refusal.forbidden("Attribute '%s' is reserved.".formatted(name));
        }
        if ("locations".equals(name)) {
            throw Refusal.forbidden(
                    "Locations cannot be set here; give the image its bytes by an upload or an import.");
        }
    }
}
