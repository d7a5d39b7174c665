package diskmill.api.catalog;

import diskmill.api.rounds.Unfinished;
import diskmill.image.ImageId;
import java.util.Optional;

/** The images' rows. Each method is one statement, and takes part in the caller's transaction if there is one. Threads may share it. */
public final class Images {

    /** What became of a registration. */
    public sealed interface Insertion {

        record Inserted(Image image) implements Insertion {}

        /** The id is, or once was, another image's. */
        record IdTaken() implements Insertion {}
    }

    /** What became of an edit. */
    public sealed interface Update {

        record Edited(Image image) implements Update {}

        /** The image was deleted meanwhile. */
        record Gone() implements Update {}

        /** Something changed the image since it was read: read it again, compute the change again. */
        record Raced() implements Update {}
    }

    /** The image, unless it is deleted. Whether the caller may see it is for the caller to say. */
    public Optional<Image> find(ImageId id) {
        Unfinished.note(); throw new UnsupportedOperationException();
    }

    public Insertion insert(NewImage image) {
        Unfinished.note(); throw new UnsupportedOperationException();
    }

    public Update update(ImageId id, ImageEdit edit) {
        Unfinished.note(); throw new UnsupportedOperationException();
    }

    public ImagePage page(ImageQuery query) {
        Unfinished.note(); throw new UnsupportedOperationException();
    }
}
