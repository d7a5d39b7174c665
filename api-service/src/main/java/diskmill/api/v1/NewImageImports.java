package diskmill.api.v1;

import diskmill.api.applications.Applications;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.identity.Caller;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.Submitter;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.images.NewImages;
import diskmill.api.v2.imports.DiskmillProperties;
import diskmill.api.v2.imports.ImportRefusals;
import diskmill.api.v2.imports.Sources;
import diskmill.api.web.Refusal;
import java.net.URI;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes an image and imports it, with its applications: all or nothing, by v2's rules. Threads may share it. */
final class NewImageImports {

    private final TransactionTemplate transaction;
    private final NewImages newImages;
    private final Images images;
    private final Imports imports;
    private final Sources sources;
    private final Applications applications;
    private final ImagePolicy policy;

    NewImageImports(
            TransactionTemplate transaction,
            NewImages newImages,
            Images images,
            Imports imports,
            Sources sources,
            Applications applications,
            ImagePolicy policy) {
        this.transaction = transaction;
        this.newImages = newImages;
        this.images = images;
        this.imports = imports;
        this.sources = sources;
        this.applications = applications;
        this.policy = policy;
    }

    /** @throws Refusal if the image cannot be as it should, or its address is closed; nothing has changed then */
    Image begin(NewImageRequest asked, Caller caller) {
        URI source = sources.checked(asked.address(), "'imageAddress'");
        return transaction.execute(_ -> {
            Image image = newImages.insert(asked.image(), caller);
            // as for an import by v2
            policy.check(Rule.MODIFY_IMAGE, image, caller);
            start(image, source, caller);
            List<Long> ids = applications.ofNames(caller.project(), asked.applications());
            applications.give(image.id(), ids);
            return images.find(image.id()).orElseThrow(ImagePolicy::notFound);
        });
    }

    private void start(Image image, URI source, Caller caller) {
        DiskmillProperties wishes = DiskmillProperties.of(image);
        ImportStart start =
                imports.startWebDownload(
                        image.id(),
                        new Submitter(caller.project(), caller.userId(), caller.requestId()),
                        source,
                        wishes.target(),
                        wishes.expected());
        if (start instanceof StartRefusal refusal) {
            throw ImportRefusals.of(refusal, "web-download");
        }
    }
}
