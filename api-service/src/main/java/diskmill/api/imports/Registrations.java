package diskmill.api.imports;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.NewImage;
import diskmill.api.quota.Excess;
import diskmill.api.quota.Need;
import diskmill.api.quota.Quotas;
import diskmill.api.quota.Resource;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/** Registers images, which have no bytes yet. Threads may share it. */
public final class Registrations {

    /** What became of a registration. */
    public sealed interface Result {

        record Registered(Image image) implements Result {}

        /** The id is, or once was, another image's. */
        record IdTaken() implements Result {}

        /** The owner may not have so many. */
        record OverQuota(Excess excess) implements Result {}
    }

    private final TransactionTemplate transaction;
    private final Images images;
    private final Quotas quotas;

    Registrations(TransactionTemplate transaction, Images images, Quotas quotas) {
        this.transaction = transaction;
        this.images = images;
        this.quotas = quotas;
    }

    public Result register(NewImage image) {
        return transaction.execute(status -> {
            Optional<Excess> excess =
                    quotas.claim(image.owner(), new Need(Resource.IMAGE_COUNT_TOTAL, 1));
            if (excess.isPresent()) {
                return new Result.OverQuota(excess.get());
            }
            return switch (images.insert(image)) {
                case Images.Insertion.Inserted(Image inserted) -> new Result.Registered(inserted);
                case Images.Insertion.IdTaken _ -> new Result.IdTaken();
            };
        });
    }
}
