package diskmill.api.v2.images;

import diskmill.api.catalog.Image;
import diskmill.api.web.EntityTags;
import diskmill.api.web.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image's entity tag: the moment of its last change, which each change moves on by a microsecond at least. */
final class RowTag {

    private RowTag() {}

    static String of(Image image) {
        return "\"%x\"".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, image.updatedAt()));
    }

    static boolean isWanted(@Nullable String ifMatch, Image image) {
        return !EntityTags.isOther(ifMatch, of(image));
    }

    /** @throws Refusal 412 if the caller wants the image as it is no more */
    static void check(@Nullable String ifMatch, Image image) {
        if (!isWanted(ifMatch, image)) {
            throw refused(of(image));
        }
    }

    private static Refusal refused(String now) {
        return new Refusal(412, sentence(), Map.of("ETag", now));
    }

    static Refusal refused() {
        return new Refusal(412, sentence());
    }

    private static String sentence() {
        return "The image is not as If-Match has it: something has changed it since. Read it again, and decide anew.";
    }
}
