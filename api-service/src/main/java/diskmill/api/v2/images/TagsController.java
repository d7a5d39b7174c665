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
import org.springframework.http.HttpHeaders;
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
        String state = request.getHeader(HttpHeaders.IF_MATCH);
        return Map.of("tags", List.copyOf(edits.retag(id, caller, _ -> tags, state).tags()));
    }

    @PutMapping(TAG)
    ResponseEntity<Void> add(
            @PathVariable String id,
            @PathVariable String tag,
            Caller caller,
            HttpServletRequest request) {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        if (!Text.isStorable(tag) || Text.length(tag) > FieldValues.MAX_TEXT) {
            throw Refusal.badRequest(
                    "A tag has at most %d characters, and no NUL among them."
                            .formatted(FieldValues.MAX_TEXT));
        }
        String state = request.getHeader(HttpHeaders.IF_MATCH);
        if (state != null) {
            edits.retag(id, caller, tags -> with(tags, tag), state);
            return ResponseEntity.noContent().build();
        }
        return switch (images.tag(image.id(), tag, FieldValues.MAX_TAGS)) {
            case DONE, ALREADY_SO -> ResponseEntity.noContent().build();
            case FULL -> throw FieldValues.tooManyTags();
            case GONE -> throw ImagePolicy.notFound();
        };
    }

    @DeleteMapping(TAG)
    ResponseEntity<Void> remove(
            @PathVariable String id,
            @PathVariable String tag,
            Caller caller,
            HttpServletRequest request) {
        return untag(id, tag, caller, request);
    }

    /** At Glance it could be taken away only by a new list. */
    @DeleteMapping(EMPTY_TAG)
    ResponseEntity<Void> removeEmpty(
            @PathVariable String id, Caller caller, HttpServletRequest request) {
        return untag(id, "", caller, request);
    }

    private ResponseEntity<Void> untag(
            String id, String tag, Caller caller, HttpServletRequest request) {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        String state = request.getHeader(HttpHeaders.IF_MATCH);
        if (state != null) {
            edits.retag(id, caller, tags -> without(tags, tag), state);
            return ResponseEntity.noContent().build();
        }
        return switch (Text.isStorable(tag)
                ? images.untag(image.id(), tag)
                : Images.Tagging.ALREADY_SO) {
            case DONE -> ResponseEntity.noContent().build();
            case ALREADY_SO, FULL -> throw noSuchTag();
            case GONE -> throw ImagePolicy.notFound();
        };
    }

    private static SortedSet<String> with(SortedSet<String> tags, String tag) {
        tags.add(tag);
        return tags;
    }

    private static SortedSet<String> without(SortedSet<String> tags, String tag) {
        if (!tags.remove(tag)) {
            throw noSuchTag();
        }
        return tags;
    }

    private static Refusal noSuchTag() {
        return Refusal.notFound("The image has no such tag.");
    }
}
