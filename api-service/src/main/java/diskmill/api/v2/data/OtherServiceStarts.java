package diskmill.api.v2.data;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageEdit;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.Tasks;
import diskmill.api.glance.GlanceImage;
import diskmill.api.identity.Caller;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.Submitter;
import diskmill.api.imports.UploadStart;
import diskmill.api.imports.UploadTicket;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.properties.PropertyRules;
import diskmill.api.v2.imports.DiskmillProperties;
import diskmill.api.v2.imports.RemoteImage;
import diskmill.api.web.Refusal;
import diskmill.image.RejectionReason;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins the attempt of a glance-download: the source's formats and properties become the image's, together with the attempt or not
 * at all. Threads may share it.
 */
final class OtherServiceStarts {

    private static final JsonMapper JSON = new JsonMapper();

    private final TransactionTemplate transaction;
    private final Images images;
    private final Imports imports;
    private final Attempts attempts;
    private final Tasks tasks;
    private final PropertyRules rules;

    OtherServiceStarts(
            TransactionTemplate transaction,
            Images images,
            Imports imports,
            Attempts attempts,
            Tasks tasks,
            PropertyRules rules) {
        this.transaction = transaction;
        this.images = images;
        this.imports = imports;
        this.attempts = attempts;
        this.tasks = tasks;
        this.rules = rules;
    }

    UploadStart begin(
            Image image,
            RemoteImage remote,
            GlanceImage source,
            DiskmillProperties asked,
            Caller caller) {
        return transaction.execute(status -> {
            UploadStart start = start(image, source, asked, caller);
            switch (start) {
                case StartRefusal _ -> status.setRollbackOnly();
                case UploadStart.Started(UploadTicket ticket) ->
                        tasks.note(ticket.attemptId(), Tasks.OF_IMAGE, input(image, remote));
            }
            return start;
        });
    }

    /** The other service does not give the image: that is told by a task, as Glance does. */
    ImportStart refused(
            Image image,
            RemoteImage remote,
            Caller caller,
            RejectionReason reason,
            String sentence) {
        return transaction.execute(_ -> {
            ImportStart start =
                    imports.refusedAtOnce(
                            image.id(),
                            submitter(caller),
                            Attempt.Method.GLANCE_DOWNLOAD,
                            reason,
                            sentence);
            if (start instanceof ImportStart.Started(Attempt attempt)) {
                tasks.note(attempt.id(), Tasks.OF_IMAGE, input(image, remote));
            }
            return start;
        });
    }

    private static Submitter submitter(Caller caller) {
        return new Submitter(caller.project(), caller.userId(), caller.requestId());
    }

    private UploadStart start(
            Image image, GlanceImage source, DiskmillProperties asked, Caller caller) {
        if (image.status() != ImageStatus.QUEUED) {
            return new StartRefusal.WrongStatus(image.status());
        }
        return switch (images.update(image.id(), copied(image, source))) {
            case Images.Update.Gone _ -> new StartRefusal.NotFound();
            case Images.Update.Raced _ ->
                    throw Refusal.inProgress(
                            "The image is being changed by others just now; try again.", 1);
            case Images.Update.Edited _ ->
                    imports.startUpload(
                            image.id(),
                            submitter(caller),
                            Attempt.Method.GLANCE_DOWNLOAD,
                            source.size(),
                            asked.target(),
                            asked.expected() == null ? source.digest() : asked.expected());
        };
    }

    Attempt attempt(UploadTicket ticket) {
        return attempts.find(ticket.attemptId()).orElseThrow(ImagePolicy::notFound);
    }

    private ImageEdit copied(Image image, GlanceImage source) {
        SortedMap<String, String> properties = new TreeMap<>(image.properties());
        properties.putAll(source.properties());
        rules.apply(image.properties(), properties);
        return new ImageEdit(
                image.updatedAt(),
                image.name(),
                image.visibility(),
                image.isProtected(),
                image.hidden(),
                image.owner(),
                source.diskFormat(),
                source.containerFormat(),
                image.minRam(),
                image.minDisk(),
                image.tags(),
                properties);
    }

    /** As Glance has it. */
    private static String input(Image image, RemoteImage remote) {
        Map<String, String> method =
                new TreeMap<>(
                        Map.of(
                                "name",
                                "glance-download",
                                "glance_region",
                                remote.region(),
                                "glance_image_id",
                                remote.id().toString(),
                                "glance_service_interface",
                                remote.reach()));
        return JSON.writeValueAsString(
                Map.of("image_id", image.id().toString(), "import_req", Map.of("method", method)));
    }
}
