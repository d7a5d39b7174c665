package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.imports.Deletion;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.imports.ImportMethods;
import diskmill.api.web.EntityTags;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

    private final NewImages newImages;
    private final ImageChanges changes;
    private final Imports imports;
    private final ImagePolicy policy;
    private final PublicAddress address;
    private final ImageJson json;

    ImagesController(
            NewImages newImages,
            ImageChanges changes,
            Imports imports,
            ImagePolicy policy,
            PublicAddress address,
            ImageJson json) {
        this.newImages = newImages;
        this.changes = changes;
        this.imports = imports;
        this.policy = policy;
        this.address = address;
        this.json = json;
    }

    @PostMapping("/v2/images")
    ResponseEntity<Map<String, @Nullable Object>> create(Caller caller, HttpServletRequest request)
            throws IOException {
        checkJson(request.getContentType());
        Image image = newImages.insert(StrictJson.object(request), caller);
        return ResponseEntity.status(201)
                .header("Location", address.of(request) + ImageJson.path(image))
                .header("OpenStack-image-import-methods", String.join(",", ImportMethods.ENABLED))
                .eTag(RowTag.of(image))
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.of(image, caller));
    }

    @GetMapping("/v2/images/{id}")
    ResponseEntity<Map<String, @Nullable Object>> show(
            @PathVariable String id, Caller caller, HttpServletRequest request) {
        Image image = policy.visible(id, caller);
        RowTag.check(request.getHeader(HttpHeaders.IF_MATCH), image);
        if (EntityTags.isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), RowTag.of(image))) {
            return ResponseEntity.status(304).eTag(RowTag.of(image)).build();
        }
        return shown(image, caller);
    }

    @PatchMapping("/v2/images/{id}")
    ResponseEntity<Map<String, @Nullable Object>> change(
            @PathVariable String id, Caller caller, HttpServletRequest request) throws IOException {
        PatchBody form = PatchBody.ofContentType(request.getContentType());
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        List<PatchOperation> operations = form.read(StrictJson.read(request));
        return shown(
                changes.change(image, operations, request.getHeader(HttpHeaders.IF_MATCH), caller),
                caller);
    }

    @DeleteMapping("/v2/images/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String id, Caller caller, HttpServletRequest request) {
        Image image = policy.permitted(Rule.DELETE_IMAGE, id, caller);
        String ifMatch = request.getHeader(HttpHeaders.IF_MATCH);
        return switch (imports.delete(image.id(), now -> RowTag.isWanted(ifMatch, now))) {
            case Deletion.Changed _ -> throw RowTag.refused();
            case Deletion.Deleted _ -> ResponseEntity.noContent().build();
            case Deletion.NotFound _ -> throw ImagePolicy.notFound();
            case Deletion.Protected _ ->
                    throw Refusal.forbidden(
                            "Image %s is protected and cannot be deleted; set its field protected to false first."
                                    .formatted(image.id()));
        };
    }

    private ResponseEntity<Map<String, @Nullable Object>> shown(Image image, Caller caller) {
        return ResponseEntity.ok()
                .eTag(RowTag.of(image))
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.of(image, caller));
    }

    private static void checkJson(@Nullable String contentType) {
        if (contentType != null
                && !contentType.regionMatches(true, 0, MediaType.APPLICATION_JSON_VALUE, 0, 16)) {
            throw Refusal.unsupportedMediaType("Send the image as Content-Type application/json.");
        }
    }
}
