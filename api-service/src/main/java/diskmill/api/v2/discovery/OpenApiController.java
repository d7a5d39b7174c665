package diskmill.api.v2.discovery;

import diskmill.api.web.EntityTags;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /openapi.yaml}: the description of all that is answered here, in OpenAPI 3.1, for everybody. */
@RestController
final class OpenApiController {

    /** As RFC 9512 registers it. */
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final byte[] document;
    private final String tag;

    OpenApiController() {
        this.document = load();
        this.tag = "\"%s\"".formatted(sha256(document));
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> show(HttpServletRequest request) {
        boolean known = EntityTags.isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(known ? 304 : 200)
                        .eTag(tag)
                        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)));
        return known ? answer.build() : answer.contentType(YAML).body(document);
    }

    private static byte[] load() {
        try (InputStream file = OpenApiController.class.getResourceAsStream("openapi.yaml")) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks openapi.yaml");
            }
            return file.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
