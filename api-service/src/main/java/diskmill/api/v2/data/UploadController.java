package diskmill.api.v2.data;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.imports.UploadTicket;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code PUT …/file} and {@code PUT …/stage}: an image's bytes come in by the request itself. */
@RestController
final class UploadController {

    private static final String OCTETS = "application/octet-stream";

    private final ImagePolicy policy;
    private final Uploading uploads;

    UploadController(ImagePolicy policy, Uploading uploads) {
        this.policy = policy;
        this.uploads = uploads;
    }

    /** Answers when the image is active or refused, since clients count on it; or after a while, when it still is neither. */
    @PutMapping("/v2/images/{id}/file")
    ResponseEntity<Void> upload(
            @PathVariable String id,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        uploads.awaitEnd(receive(id, Attempt.Method.UPLOAD, caller, request, response));
        return ResponseEntity.noContent().build();
    }

    @PutMapping("/v2/images/{id}/stage")
    ResponseEntity<Void> stage(
            @PathVariable String id,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        uploads.check(receive(id, Attempt.Method.GLANCE_DIRECT, caller, request, response));
        return ResponseEntity.noContent().build();
    }

    private UploadTicket receive(
            String id,
            Attempt.Method method,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        // whatever follows the announced bytes on this connection is not to be taken for a
        // request
        response.setHeader("Connection", "close");
        Long announced = announced(request);
        checkType(request.getContentType());
        checkStore(request.getHeader("X-Image-Meta-Store"));
        Image image = policy.permitted(Rule.UPLOAD_IMAGE, id, caller);
        return uploads.receive(image, method, caller, request.getInputStream(), announced, request);
    }

    private static void checkType(@Nullable String contentType) {
        if (contentType == null || !contentType.split(";", 2)[0].strip().equalsIgnoreCase(OCTETS)) {
            throw Refusal.unsupportedMediaType("Send the bytes as Content-Type " + OCTETS + ".");
        }
    }

    private static void checkStore(@Nullable String named) {
        if (named != null && !named.isBlank()) {
            throw Refusal.badRequest(
                    "There is no such store: there is one here, without a name; leave out X-Image-Meta-Store.");
        }
    }

    /** Bytes that the client says it sends; null if it does not say. */
    private static @Nullable Long announced(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        String header = request.getHeader("x-openstack-image-size");
        if (header == null) {
            return length < 0 ? null : length;
        }
        if (!header.matches("[0-9]{1,18}")) {
            throw Refusal.badRequest("x-openstack-image-size must be a number of bytes.");
        }
        long size = Long.parseLong(header);
        if (length >= 0 && length != size) {
            throw Refusal.badRequest(
                    "x-openstack-image-size says %d bytes, Content-Length %d; they must agree."
                            .formatted(size, length));
        }
        return size;
    }
}
