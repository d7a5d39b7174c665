package diskmill.api.v2.data;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.imports.Imports;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.images.ImageJson;
import diskmill.api.v2.images.NewImages;
import diskmill.api.web.PublicAddress;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v2/images/form}: an image from a browser's form, by one request ({@code multipart/form-data}, RFC 7578): a part {@code image}, which is
 * the body of {@code POST /v2/images}, then a part {@code file}, which goes straight into the store. Where the bytes are refused or break off, or
 * a named part follows them, there is no image either.
 */
@RestController
final class FormController {

    private final NewImages newImages;
    private final Uploading uploads;
    private final Imports imports;
    private final ImagePolicy policy;
    private final PublicAddress address;
    private final ImageJson json;

    FormController(
            NewImages newImages,
            Uploading uploads,
            Imports imports,
            ImagePolicy policy,
            PublicAddress address,
            ImageJson json) {
        this.newImages = newImages;
        this.uploads = uploads;
        this.imports = imports;
        this.policy = policy;
        this.address = address;
        this.json = json;
    }

    @PostMapping("/v2/images/form")
    ResponseEntity<Map<String, @Nullable Object>> create(
            Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        // what follows a refused form on this connection is not to be taken for a request
        response.setHeader("Connection", "close");
        policy.check(Rule.ADD_IMAGE, caller);
        try {
            Form form = Form.of(request);
            Image image = newImages.insert(StrictJson.object(form.image()), caller);
            boolean whole = false;
            try {
                policy.check(Rule.UPLOAD_IMAGE, image, caller);
                uploads.awaitEnd(
                        uploads.receive(
                                image, Attempt.Method.UPLOAD, caller, form.file(), null, request));
                whole = true;
            } finally {
                if (!whole) {
                    imports.discard(image.id());
                }
            }
            Image now = policy.visible(image.id().toString(), caller);
            return ResponseEntity.status(201)
                    .header("Location", address.of(request) + "/v2/images/" + image.id())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(json.of(now, caller));
        } catch (FileUploadException malformed) {
            throw Form.malformed();
        }
    }
}
