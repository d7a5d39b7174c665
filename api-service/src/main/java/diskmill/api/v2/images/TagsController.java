package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.api.web.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tags of an image: one, set or taken away, whatever is done to the others at the same time, or all at once. */
@RestController
final class TagsController {

    private static final String TAG = "/v2/images/{id}/tags/{tag}";

    /** What clients make of it for the empty tag, which an image may have, as at Glance, by a list of tags. */
    private static final String EMPTY_TAG = "/v2/images/{id}/tags/";

    private final Images images;
    private final ImagePolicy policy;
    private final ImageEdits edits;

    TagsController(Images images, ImagePolicy policy, ImageEdits edits) {
        this.images = images;
        this.policy = policy;
        this.edits = edits;
    }

    /** The body is {@code {"tags": […]}}; the answer is the same, as it is now. Glance has no such request. */
    @PutMapping("/v2/images/{id}/tags")
    Map<String, List<String>> replace(
            @PathVariable String id, Caller caller, HttpServletRequest request) throws IOException {
        policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        SortedSet<String> tags = TagLists.only("tags", StrictJson.object(request));
        return Map.of("tags", List.copyOf(edits.retag(id, caller, _ -> tags).tags()));
    }

    @PutMapping(TAG)
    ResponseEntity<Void> add(@PathVariable String id, @PathVariable String tag, Caller caller) {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        if (!Text.isStorable(tag) || Text.length(tag) > FieldValues.MAX_TEXT) {
            throw Refusal.badRequest(
                    "A tag has at most %d characters, and no NUL among them."
                            .formatted(FieldValues.MAX_TEXT));
        }
        return switch (images.tag(image.id(), tag, FieldValues.MAX_TAGS)) {
            case DONE, ALREADY_SO -> ResponseEntity.noContent().build();
            case FULL -> throw FieldValues.tooManyTags();
            case GONE -> throw ImagePolicy.notFound();
        };
    }

    @DeleteMapping(TAG)
    ResponseEntity<Void> remove(@PathVariable String id, @PathVariable String tag, Caller caller) {
        return untag(id, tag, caller);
    }

    /** At Glance it could be taken away only by a new list. */
    @DeleteMapping(EMPTY_TAG)
    ResponseEntity<Void> removeEmpty(@PathVariable String id, Caller caller) {
        return untag(id, "", caller);
    }

    private ResponseEntity<Void> untag(String id, String tag, Caller caller) {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        return switch (Text.isStorable(tag)
                ? images.untag(image.id(), tag)
                : Images.Tagging.ALREADY_SO) {
            case DONE -> ResponseEntity.noContent().build();
            case ALREADY_SO, FULL -> throw Refusal.notFound("The image has no such tag.");
            case GONE -> throw ImagePolicy.notFound();
        };
    }
}
