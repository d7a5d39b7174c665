package diskmill.api.imports;

import diskmill.api.catalog.ImageStatus;
import diskmill.api.quota.Excess;
import java.util.List;

/** Why no attempt was begun. Nothing has changed. */
public sealed interface StartRefusal extends UploadStart, ImportStart {

    /** There is no such image, or it is deleted. */
    record NotFound() implements StartRefusal {}

    /** The image is not in the status that this way in begins from. */
    record WrongStatus(ImageStatus status) implements StartRefusal {}

    /**
     * The image does not say what its bytes are. {@code container_format} must be set; {@code disk_format} may be left out
     * for container {@code bare}, and is then found out.
     *
     * @param names the properties that must be set first
     */
    record FormatsMissing(List<String> names) implements StartRefusal {}

    /** The staged bytes are still coming in. */
    record StillReceiving() implements StartRefusal {}

    /**
     * What is asked cannot be done with this image: a conversion that nothing can do, or a digest that the staged bytes do
     * not have. Staged bytes are kept, so the caller can ask again.
     *
     * @param sentence for the caller, with its end mark
     */
    record Impossible(String sentence) implements StartRefusal {}

    /** The image's owner may not have so much. */
    record OverQuota(Excess excess) implements StartRefusal {}
}
