package diskmill.api.v1;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.images.ImageEdits;
import diskmill.api.web.Envelope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** One image, by the v1 API: made and imported in one call, changed, shown, deleted. */
@RestController
final class ImagesController {

    private static final String IMAGES = "/v1/openstack/image";

    private final NewImageImports newImages;
    private final Changes changes;
    private final ImageEdits edits;
    private final ImagePolicy policy;
    private final ImageJson json;

    ImagesController(
            NewImageImports newImages,
            Changes changes,
            ImageEdits edits,
            ImagePolicy policy,
            ImageJson json) {
        this.newImages = newImages;
        this.changes = changes;
        this.edits = edits;
        this.policy = policy;
        this.json = json;
    }

    @PostMapping(IMAGES + "/create")
    ResponseEntity<Envelope<Map<String, @Nullable Object>>> create(
            Caller caller, HttpServletRequest request) throws IOException {
        policy.check(Rule.ADD_IMAGE, caller);
        Image image = newImages.begin(NewImageRequest.read(request), caller);
        return ok()
                // also what the audit knows it by
                .header("Location", "/v2/images/" + image.id())
                .body(Envelope.of(json.withIds(image)));
    }

    @PostMapping(IMAGES + "/{id}/update")
    ResponseEntity<Envelope<Map<String, @Nullable Object>>> update(
            @PathVariable String id, Caller caller, HttpServletRequest request) throws IOException {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        Image changed = changes.make(image, ChangeRequest.read(request, id), caller);
        return ok().body(Envelope.of(json.withIds(changed)));
    }

    @GetMapping(IMAGES + "/{id}/get")
    ResponseEntity<Envelope<Map<String, @Nullable Object>>> get(
            @PathVariable String id, Caller caller) {
        return ok().body(Envelope.of(json.withNames(policy.visible(id, caller))));
    }

    /** A GET deletes, since the document has it so; a HEAD, which Spring takes for one, does not. */
    @RequestMapping(
            path = IMAGES + "/{id}/delete",
            method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE})
    ResponseEntity<Envelope<Void>> delete(
            @PathVariable String id, Caller caller, HttpServletRequest request)
            throws HttpRequestMethodNotSupportedException {
        if (request.getMethod().equals("HEAD")) {
            throw new HttpRequestMethodNotSupportedException(
                    "HEAD", List.of("GET", "POST", "DELETE"));
        }
        edits.delete(id, caller, null);
        return ok().cacheControl(CacheControl.noStore()).body(Envelope.of(null));
    }

    private static ResponseEntity.BodyBuilder ok() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
    }
}
