package diskmill.api.v2.data;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.EntityTags;
import diskmill.api.web.Refusal;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoreUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET …/file}: the bytes of an image, or one range of them. */
@RestController
final class DownloadController {

    /** What one image's download needs to know. */
    private record Content(ObjectKey key, long size, String tag, @Nullable String md5) {}

    /** Bytes; larger buffers made downloads no faster. */
    private static final int BUFFER = 256 << 10;

    private final ImagePolicy policy;
    private final ObjectStore store;

    DownloadController(ImagePolicy policy, ObjectStore store) {
        this.policy = policy;
        this.store = store;
    }

    @RequestMapping(
            path = "/v2/images/{id}/file",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    void download(
            @PathVariable String id,
            @RequestHeader(name = "Range", required = false) @Nullable String range,
            @RequestHeader(name = "If-Range", required = false) @Nullable String ifRange,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Image image = policy.permitted(Rule.DOWNLOAD_IMAGE, id, caller);
        if (image.status() == ImageStatus.DEACTIVATED && !policy.isAdmin(caller)) {
            throw Refusal.forbidden("The image is deactivated: only an admin may download it.");
        }
        Content content = content(image);
        if (content == null) {
            response.setStatus(204);
            return;
        }
        if (isSettledByConditions(request, response, content)) {
            return;
        }
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", content.tag());
        ByteRange asked =
                EntityTags.rangeHolds(ifRange, content.tag())
                        ? ByteRange.parse(range, request.getHeader("Content-Range"), content.size())
                        : new ByteRange.Whole();
        boolean withBody = !"HEAD".equals(request.getMethod());
        switch (asked) {
            case ByteRange.Whole _ -> {
                if (content.md5() != null) {
                    response.setHeader("Content-MD5", content.md5());
                }
                send(content, 0, content.size(), withBody, response);
            }
            case ByteRange.Part part -> {
                response.setStatus(206);
                response.setHeader(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(part.first(), part.last(), content.size()));
                send(content, part.first(), part.length(), withBody, response);
            }
            case ByteRange.Unsatisfiable _ ->
                    throw new Refusal(
                            416,
                            "The image has %d bytes, and none in this range: ask for bytes=first-last, bytes=first- or bytes=-length."
                                    .formatted(content.size()),
                            Map.of("Content-Range", "bytes */" + content.size()));
        }
    }

    /** Null where there are no bytes, or none yet. */
    private static @Nullable Content content(Image image) {
        ObjectKey key = image.object();
        Long size = image.size();
        if (key == null || size == null || image.hash() == null) {
            return null;
        }
        return switch (image.status()) {
            case ACTIVE, DEACTIVATED ->
                    new Content(key, size, "\"" + image.hash().hex() + "\"", image.checksum());
            case QUEUED, SAVING, UPLOADING, IMPORTING, KILLED, PENDING_DELETE, DELETED -> null;
        };
    }

    private static boolean isSettledByConditions(
            HttpServletRequest request, HttpServletResponse response, Content content) {
        if (EntityTags.isOther(request.getHeader("If-Match"), content.tag())) {
            throw new Refusal(412, "The image's bytes are not those of If-Match.");
        }
        if (EntityTags.isKnown(request.getHeader("If-None-Match"), content.tag())) {
            response.setHeader("ETag", content.tag());
            response.setStatus(304);
            return true;
        }
        return false;
    }

    private void send(
            Content content,
            long offset,
            long length,
            boolean withBody,
            HttpServletResponse response)
            throws IOException {
        if (!withBody) {
            describe(response, length);
            return;
        }
        try (InputStream bytes = store.open(content.key(), offset, length)) {
            describe(response, length);
            copy(bytes, response.getOutputStream(), length);
        } catch (ObjectMissing missing) {
            throw new StoreUnavailable("an active image's object is missing", missing);
        }
    }

    private static void describe(HttpServletResponse response, long length) {
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(length);
    }

    private static void copy(InputStream bytes, OutputStream to, long length) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
        long left = length;
        while (left > 0) {
            int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new StoreUnavailable("the object ends %d bytes early".formatted(left), null);
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }
}
