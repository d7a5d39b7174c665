package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.identity.Caller;
import diskmill.api.imports.Deletion;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.imports.ImportMethods;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** One image: made, shown, changed, deleted. */
@RestController
final class ImagesController {

    /** How often a change is computed anew because something else changed the image in between. */
    private static final int MAX_RACES = 10;

    private final NewImages newImages;
    private final Images images;
    private final Imports imports;
    private final ImagePolicy policy;
    private final PublicAddress address;

    ImagesController(
            NewImages newImages,
            Images images,
            Imports imports,
            ImagePolicy policy,
            PublicAddress address) {
        this.newImages = newImages;
        this.images = images;
        this.imports = imports;
        this.policy = policy;
        this.address = address;
    }

    @PostMapping("/v2/images")
    ResponseEntity<Map<String, @Nullable Object>> create(Caller caller, HttpServletRequest request)
            throws IOException {
        checkJson(request.getContentType());
        Image image = newImages.insert(StrictJson.object(request), caller);
        return ResponseEntity.status(201)
                .header("Location", address.of(request) + ImageJson.path(image))
                .header("OpenStack-image-import-methods", String.join(",", ImportMethods.ENABLED))
                .contentType(MediaType.APPLICATION_JSON)
                .body(ImageJson.of(image));
    }

    @GetMapping("/v2/images/{id}")
    ResponseEntity<Map<String, @Nullable Object>> show(@PathVariable String id, Caller caller) {
        return shown(policy.visible(id, caller));
    }

    @PatchMapping("/v2/images/{id}")
    ResponseEntity<Map<String, @Nullable Object>> change(
            @PathVariable String id, Caller caller, HttpServletRequest request) throws IOException {
        PatchBody form = PatchBody.ofContentType(request.getContentType());
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        ImageChange change = new ImageChange(policy, caller, form.read(StrictJson.read(request)));
        for (int race = 0; race < MAX_RACES; race++) {
            switch (images.update(image.id(), change.on(image))) {
                case Images.Update.Edited(Image edited) -> {
                    return shown(edited);
                }
                case Images.Update.Gone _ -> throw ImagePolicy.notFound();
                case Images.Update.Raced _ ->
                        image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
            }
        }
        throw Refusal.conflict("The image is being changed by others just now; try again.");
    }

    @DeleteMapping("/v2/images/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Caller caller) {
        Image image = policy.permitted(Rule.DELETE_IMAGE, id, caller);
        return switch (imports.delete(image.id())) {
            case Deletion.Deleted _ -> ResponseEntity.noContent().build();
            case Deletion.NotFound _ -> throw ImagePolicy.notFound();
            case Deletion.Protected _ ->
                    throw Refusal.forbidden(
                            "Image %s is protected and cannot be deleted; set its field protected to false first."
                                    .formatted(image.id()));
        };
    }

    private static ResponseEntity<Map<String, @Nullable Object>> shown(Image image) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ImageJson.of(image));
    }

    private static void checkJson(@Nullable String contentType) {
        if (contentType != null
                && !contentType.regionMatches(true, 0, MediaType.APPLICATION_JSON_VALUE, 0, 16)) {
            throw Refusal.unsupportedMediaType("Send the image as Content-Type application/json.");
        }
    }
}
