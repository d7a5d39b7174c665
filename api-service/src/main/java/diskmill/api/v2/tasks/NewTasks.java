package diskmill.api.v2.tasks;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.Tasks;
import diskmill.api.identity.Caller;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.Submitter;
import diskmill.api.v2.images.NewImages;
import diskmill.api.v2.imports.DiskmillProperties;
import diskmill.api.v2.imports.ImportRefusals;
import diskmill.api.v2.imports.Sources;
import diskmill.api.web.Refusal;
import java.net.URI;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes an image and imports it, as a task asks: both or neither. Threads may share it. */
final class NewTasks {

    private final TransactionTemplate transaction;
    private final NewImages images;
    private final Imports imports;
    private final Tasks tasks;
    private final Sources sources;

    NewTasks(
            TransactionTemplate transaction,
            NewImages images,
            Imports imports,
            Tasks tasks,
            Sources sources) {
        this.transaction = transaction;
        this.images = images;
        this.imports = imports;
        this.tasks = tasks;
        this.sources = sources;
    }

    /** @throws Refusal if the image cannot be as it should, or its address is closed; nothing has changed then */
    Tasks.Entry begin(TaskBody body, Caller caller) {
        URI source = sources.checked(body.source(), Sources.WEB_DOWNLOAD);
        return transaction.execute(status -> {
            Image image = images.insert(body.image(), caller);
            Attempt attempt = start(image, source, caller);
            String input = body.inputFrom(source);
            tasks.note(attempt.id(), Tasks.OF_ITS_OWN, input);
            return new Tasks.Entry(attempt, Tasks.OF_ITS_OWN, input);
        });
    }

    private Attempt start(Image image, URI source, Caller caller) {
        DiskmillProperties asked = DiskmillProperties.of(image);
        ImportStart start =
                imports.startWebDownload(
                        image.id(),
                        new Submitter(caller.project(), caller.userId(), caller.requestId()),
                        source,
                        asked.target(),
                        asked.expected());
        return switch (start) {
            case ImportStart.Started(Attempt attempt) -> attempt;
            case StartRefusal refusal -> throw ImportRefusals.of(refusal, "web-download");
        };
    }
}
