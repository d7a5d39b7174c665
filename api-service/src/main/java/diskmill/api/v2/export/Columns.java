package diskmill.api.v2.export;

import diskmill.api.web.Refusal;
import diskmill.api.web.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table: fields of an image and properties of its owner's, by the API's names.
 *
 * @param names in the order asked for
 */
record Columns(List<String> names) {

    private static final int MAX = 100;

    private static final List<String> USUAL =
            List.of(
                    "name",
                    "id",
                    "status",
                    "visibility",
                    "protected",
                    "owner",
                    "os_distro",
                    "architecture",
                    "hypervisor_type",
                    "disk_format",
                    "container_format",
                    "size",
                    "virtual_size",
                    "min_disk",
                    "min_ram",
                    "tags",
                    "description",
                    "created_at",
                    "updated_at");

    private record Title(String english, String chinese) {}

    private static final Map<String, Title> TITLES =
            Map.ofEntries(
                    Map.entry("name", new Title("Name", "名称")),
                    Map.entry("id", new Title("ID", "ID")),
                    Map.entry("status", new Title("Status", "状态")),
                    Map.entry("visibility", new Title("Visibility", "可见性")),
                    Map.entry("protected", new Title("Protected", "受保护的")),
                    Map.entry("os_hidden", new Title("Hidden", "隐藏")),
                    Map.entry("owner", new Title("Project", "项目")),
                    Map.entry("os_distro", new Title("Operating system", "操作系统类别")),
                    Map.entry("os_version", new Title("Version of the system", "操作系统版本")),
                    Map.entry("os_type", new Title("Kind of system", "操作系统类型")),
                    Map.entry("architecture", new Title("CPU architecture", "CPU架构")),
                    Map.entry("hypervisor_type", new Title("Virtualization", "虚拟化类型")),
                    Map.entry("disk_format", new Title("Format", "格式")),
                    Map.entry("container_format", new Title("Container", "容器格式")),
                    Map.entry("size", new Title("Size (bytes)", "大小(字节)")),
                    Map.entry("virtual_size", new Title("Virtual size (bytes)", "虚拟大小(字节)")),
                    Map.entry("min_disk", new Title("Minimum disk (GiB)", "最小系统盘(GiB)")),
                    Map.entry("min_ram", new Title("Minimum memory (MiB)", "最小内存(MiB)")),
                    Map.entry("tags", new Title("Tags", "标签")),
                    Map.entry("description", new Title("Description", "描述")),
                    Map.entry("checksum", new Title("MD5", "MD5")),
                    Map.entry("os_hash_algo", new Title("Digest by", "摘要算法")),
                    Map.entry("os_hash_value", new Title("Digest", "摘要")),
                    Map.entry("created_at", new Title("Created", "创建时间")),
                    Map.entry("updated_at", new Title("Updated", "更新时间")));

    /** What says where an image lies is not for tables. */
    private static final Set<String> NEVER = Set.of("locations", "direct_url");

    /** @param asked names with commas between them; null for the usual ones. @throws Refusal 400 */
    static Columns read(@Nullable String asked) {
        if (asked == null) {
            return new Columns(USUAL);
        }
        List<String> names = new ArrayList<>();
        for (String name : asked.split(",", -1)) {
            if (name.isBlank() || !Text.isStorable(name) || NEVER.contains(name.strip())) {
                throw Refusal.badRequest(
                        "'columns' must be fields or properties of images with commas between them, such as name,size,os_distro.");
            }
            names.add(name.strip());
        }
        if (names.size() > MAX) {
            throw Refusal.badRequest("A table has at most %d columns.".formatted(MAX));
        }
        return new Columns(List.copyOf(names));
    }

    /** A property's title is its name. */
    List<@Nullable Object> titles(Locale locale) {
        List<@Nullable Object> titles = new ArrayList<>();
        for (String name : names) {
            Title title = TITLES.get(name);
            titles.add(
                    title == null ? name : isChinese(locale) ? title.chinese() : title.english());
        }
        return titles;
    }

    /** @param fields of one image, as the API shows them */
    List<@Nullable Object> cells(Map<String, @Nullable Object> fields) {
        List<@Nullable Object> cells = new ArrayList<>(names.size());
        for (String name : names) {
            Object value = fields.get(name);
            cells.add(
                    value instanceof List<?> several
                            ? String.join(",", several.stream().map(String::valueOf).toList())
                            : value);
        }
        return cells;
    }

    static boolean isChinese(Locale locale) {
        return "zh".equals(locale.getLanguage());
    }
}
