package diskmill.api.lists;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.Images;
import diskmill.image.ImageId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Images a page at a time, as a viewer sees them. Threads may share it. */
public final class ImageLists {

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Images images;
    private final Rarities rarities;

    public ImageLists(JdbcClient database, TransactionOperations transaction, Images images) {
        this.database = database;
        this.transaction = transaction;
        this.images = images;
        this.rarities = new Rarities(database);
    }

    public ImagePage page(ImageQuery query) {
        Image marker = null;
        if (query.marker() != null) {
            Optional<Image> found = marker(query.viewer(), query.marker(), query.order());
            if (found.isEmpty()) {
                return new ImagePage.UnknownMarker();
            }
            marker = found.get();
        }
        List<Image> found = read(query, marker);
        boolean more = found.size() > query.limit();
        return new ImagePage.Found(more ? found.subList(0, query.limit()) : found, more);
    }

    /**
     * Gives all images of a query one after the other, read a page at a time, each page at the time it is wanted: nothing is held of the database
     * while the consumer is busy. An image that is changed meanwhile may come twice or not at all, if the order goes by what was changed.
     *
     * @param query whose limit is the size of a page that is read, and whose marker is null
     */
    public <E extends Exception> void each(ImageQuery query, ImageSink<E> sink) throws E {
        Image last = null;
        List<Image> found;
        do {
            found = read(query, last);
            for (Image image : found) {
                sink.take(image);
                last = image;
            }
        } while (found.size() > query.limit());
    }

    /** Takes images. */
    @FunctionalInterface
    public interface ImageSink<E extends Exception> {

        void take(Image image) throws E;
    }

    private List<Image> read(ImageQuery query, @Nullable Image marker) {
        return transaction.execute(_ -> {
            Listing listing = new Listing(query, marker, rarities.of(query));
            database.sql(listing.planning().sql()).update();
            return database.sql(listing.sql())
                    .params(listing.parameters())
                    .query((row, _) -> images.read(row))
                    .list();
        });
    }

    /** A deleted image's place is still known in most orders, so that a walk along the list goes on. */
    private Optional<Image> marker(
            ImageQuery.Viewer viewer, ImageId id, List<ImageQuery.Order> order) {
        return database.sql(
                        """
                        select * from images where id = :id and (:all or owner = :viewer or visibility in ('public', 'community')
                            or visibility = 'shared'
                                and exists (select from image_members where image_id = :id and project = :viewer))
                        """)
                .param("id", id.value())
                .param("all", viewer.seesAll())
                .param("viewer", viewer.project())
                .query((row, _) -> images.read(row))
                .optional()
                .filter(image ->
                        image.status() != ImageStatus.DELETED
                                || TotalOrder.of(order).hasPlaceOf(image));
    }
}
