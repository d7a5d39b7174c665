package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageEdit;
import diskmill.api.catalog.NewImage;
import diskmill.api.catalog.Visibility;
import diskmill.api.properties.PropertyRules;
import diskmill.api.v2.imports.DiskmillProperties;
import diskmill.api.web.Refusal;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an owner may set of an image, while a request sets it. Used by one thread. */
final class ImageDraft {

    private @Nullable String name;
    private Visibility visibility = Visibility.SHARED;
    private boolean isProtected;
    private boolean hidden;
    private @Nullable String owner;
    private @Nullable DiskFormat diskFormat;
    private @Nullable ContainerFormat containerFormat;
    private int minRam;
    private int minDisk;
    private SortedSet<String> tags = new TreeSet<>();
    private final SortedMap<String, String> properties = new TreeMap<>();
    private final Map<String, String> before;

    /** A new image's. */
    ImageDraft(String owner) {
        this.owner = owner;
        this.before = Map.of();
    }

    ImageDraft(Image image) {
        this.name = image.name();
        this.visibility = image.visibility();
        this.isProtected = image.isProtected();
        this.hidden = image.hidden();
        this.owner = image.owner();
        this.diskFormat = image.diskFormat();
        this.containerFormat = image.containerFormat();
        this.minRam = image.minRam();
        this.minDisk = image.minDisk();
        this.tags = new TreeSet<>(image.tags());
        this.properties.putAll(image.properties());
        this.before = image.properties();
    }

    boolean has(String field) {
        return FieldNames.WRITABLE.contains(field) || properties.containsKey(field);
    }

    /** @throws Refusal 400 if the value does not fit the field */
    void set(String field, JsonNode value) {
        switch (field) {
            case "name" -> name = FieldValues.textOrNull(field, value);
            case "visibility" -> visibility = FieldValues.visibility(value);
            case "protected" -> isProtected = FieldValues.truth(field, value);
            case "os_hidden" -> hidden = FieldValues.truth(field, value);
            case "owner" ->
                    owner =
                            value.isNull()
                                    ? null
                                    : FieldValues.text(field, value, FieldValues.MAX_PROJECT);
            case "disk_format" ->
                    diskFormat =
                            FieldValues.wordOrNull(
                                    field, value, DiskFormat::tryParse, DiskFormat.values());
            case "container_format" ->
                    containerFormat =
                            FieldValues.wordOrNull(
                                    field,
                                    value,
                                    ContainerFormat::tryParse,
                                    ContainerFormat.values());
            case "min_ram" -> minRam = FieldValues.amount(field, value);
            case "min_disk" -> minDisk = FieldValues.amount(field, value);
            case "tags" -> tags = FieldValues.tags("tags", value);
            default -> {
                FieldValues.checkPropertyName(field);
                properties.put(
                        field, FieldValues.text(field, value, FieldValues.MAX_PROPERTY_VALUE));
            }
        }
    }

    /** @throws Refusal 413 if these are too many */
    void setTags(SortedSet<String> wanted) {
        if (wanted.size() > FieldValues.MAX_TAGS) {
            throw FieldValues.tooManyTags();
        }
        tags = wanted;
    }

    void removeProperty(String field) {
        properties.remove(field);
    }

    Visibility visibility() {
        return visibility;
    }

    @Nullable String owner() {
        return owner;
    }

    /** Whether something differs that decides what can be done with the image's bytes. */
    boolean asksOtherWork(Image image) {
        return diskFormat != image.diskFormat()
                || containerFormat != image.containerFormat()
                || !Objects.equals(DiskmillProperties.of(properties), DiskmillProperties.of(image));
    }

    /** @throws Refusal 400 or 413 if the whole is impossible where each field is not */
    void check(PropertyRules rules) {
        rules.apply(before, properties);
        if (properties.size() > FieldValues.MAX_PROPERTIES) {
            throw Refusal.tooLarge(
                    "An image has at most %d properties.".formatted(FieldValues.MAX_PROPERTIES));
        }
        DiskmillProperties.of(properties);
    }

    void checkWork() {
        DiskmillProperties.of(properties).checkPossible(diskFormat, containerFormat);
    }

    NewImage toNew(ImageId id) {
        return new NewImage(
                id,
                name,
                visibility,
                isProtected,
                hidden,
                owner,
                diskFormat,
                containerFormat,
                minRam,
                minDisk,
                tags,
                properties);
    }

    ImageEdit toEdit(Instant readAs) {
        return new ImageEdit(
                readAs,
                name,
                visibility,
                isProtected,
                hidden,
                owner,
                diskFormat,
                containerFormat,
                minRam,
                minDisk,
                tags,
                properties);
    }
}
