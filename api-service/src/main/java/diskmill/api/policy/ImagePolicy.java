package diskmill.api.policy;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.Visibility;
import diskmill.api.identity.Caller;
import diskmill.api.web.Refusal;
import diskmill.image.ImageId;
import java.util.Optional;

/** Who may do what with an image, by Glance's defaults: an admin all, an owner all with its own, others look at what is for them. */
public final class ImagePolicy {

    private final Images images;

    public ImagePolicy(Images images) {
        this.images = images;
    }

    /**
     * The image, for reading.
     *
     * @param id from the request's path, as it is
     * @throws Refusal 404 if it is not there, or not for this caller to see
     */
    public Image visible(String id, Caller caller) {
        Optional<Image> image = ImageId.tryParse(id).flatMap(images::find);
        return image.filter(found -> sees(caller, found)).orElseThrow(ImagePolicy::notFound);
    }

    /** The image, for changing. @throws Refusal 404 as above; 403 if the caller only sees it */
    public Image owned(String id, Caller caller) {
        Image image = visible(id, caller);
        if (!owns(caller, image)) {
            throw Refusal.forbidden("Only the image's owner or an admin may do this.");
        }
        return image;
    }

    /** Whether the caller may change the image. */
    public boolean owns(Caller caller, Image image) {
        return caller.isAdmin() || caller.project().equals(image.owner());
    }

    /** @throws Refusal 403 unless the caller may give an image this visibility */
    public void checkMayShow(Caller caller, Visibility visibility) {
        if (visibility == Visibility.PUBLIC && !caller.isAdmin()) {
            throw Refusal.forbidden(
                    "Only an admin may make an image public; community is open to every owner.");
        }
    }

    public static Refusal notFound() {
        return Refusal.notFound("There is no such image, or it is not shared with you.");
    }

    private boolean sees(Caller caller, Image image) {
        return switch (image.visibility()) {
            case PUBLIC, COMMUNITY -> true;
            case SHARED, PRIVATE -> owns(caller, image);
        };
    }
}
