package diskmill.api.v1;

import diskmill.api.applications.Applications;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.Visibility;
import diskmill.api.pages.DeletedImage;
import diskmill.image.AttemptId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Images as the document writes them. Threads may share it. */
final class ImageJson {

    private final Applications applications;
    private final Attempts attempts;

    ImageJson(Applications applications, Attempts attempts) {
        this.applications = applications;
        this.attempts = attempts;
    }

    /** As create and update answer: with the numbers of its applications. */
    Map<String, @Nullable Object> withIds(Image image) {
        Map<String, @Nullable Object> json = common(image, last(List.of(image)));
        json.put("imageApplications", image.applications());
        return closed(json);
    }

    /** As get and list answer: with the names of its applications. */
    Map<String, @Nullable Object> withNames(Image image) {
        return withNames(List.of(image)).getFirst();
    }

    /** What belongs to all of them is asked for at once. */
    List<Map<String, @Nullable Object>> withNames(List<Image> images) {
        Set<Long> ids = new LinkedHashSet<>();
        images.forEach(image -> ids.addAll(image.applications()));
        Map<Long, String> names = applications.names(ids);
        Map<AttemptId, Attempt> last = last(images);
        return images.stream().map(image -> withNames(image, names, last)).toList();
    }

    static Map<String, @Nullable Object> of(DeletedImage image) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("unique", image.id().toString());
        json.put("status", Status.DELETED);
        json.put("created", image.createdAt().toEpochMilli());
        json.put("updated", image.deletedAt().toEpochMilli());
        json.put("name", image.name());
        return closed(json);
    }

    private static Map<String, @Nullable Object> withNames(
            Image image, Map<Long, String> names, Map<AttemptId, Attempt> last) {
        Map<String, @Nullable Object> json = common(image, last);
        json.put(
                "applicationNames",
                image.applications().stream().map(names::get).filter(Objects::nonNull).toList());
        return closed(json);
    }

    /** Only of an image that is queued does its last attempt say more than its status. */
    private Map<AttemptId, Attempt> last(List<Image> images) {
        return attempts.find(
                images.stream()
                        .filter(image -> image.status() == ImageStatus.QUEUED)
                        .map(Image::attempt)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static Map<String, @Nullable Object> common(
            Image image, Map<AttemptId, Attempt> attempts) {
        Attempt last = image.attempt() == null ? null : attempts.get(image.attempt());
        Status status = Status.of(image, last);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("unique", image.id().toString());
        json.put("status", status);
        if (status == Status.KILLED && last != null) {
            json.put("statusReason", last.message());
        }
        json.put("created", image.createdAt().toEpochMilli());
        json.put("updated", image.updatedAt().toEpochMilli());
        json.put("name", image.name());
        json.put("displayName", Properties.displayName(image));
        json.put("minLimit", Properties.minLimit(image));
        json.put("size", image.size() == null ? 0 : image.size());
        json.put("minRam", image.minRam());
        json.put("minDisk", image.minDisk());
        json.put("isPublic", image.visibility() == Visibility.PUBLIC);
        json.put("isProtected", image.isProtected());
        json.put("description", Properties.description(image));
        json.put("containerFormat", word(image.containerFormat()));
        json.put("diskFormat", word(image.diskFormat()));
        return json;
    }

    private static Map<String, @Nullable Object> closed(Map<String, @Nullable Object> json) {
        json.put("links", List.of());
        return json;
    }

    private static @Nullable String word(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
