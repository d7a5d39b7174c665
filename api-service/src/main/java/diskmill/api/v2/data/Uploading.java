package diskmill.api.v2.data;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.imports.Imports;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.Submitter;
import diskmill.api.imports.UploadStart;
import diskmill.api.imports.UploadTicket;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.status.Outcomes;
import diskmill.api.v2.imports.DiskmillProperties;
import diskmill.api.web.Connections;
import diskmill.api.web.Refusal;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Takes the bytes that a request brings into an image, and waits for what becomes of them. Threads may share it. */
final class Uploading {

    private final Imports imports;
    private final Attempts attempts;
    private final Outcomes outcomes;
    private final UploadReceiver receiver;
    private final UploadPlaces places;
    private final Connections connections;
    private final UploadSettings settings;

    Uploading(
            Imports imports,
            Attempts attempts,
            Outcomes outcomes,
            UploadReceiver receiver,
            UploadPlaces places,
            Connections connections,
            UploadSettings settings) {
        this.imports = imports;
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.receiver = receiver;
        this.places = places;
        this.connections = connections;
        this.settings = settings;
    }

    /**
     * Returns when all bytes are kept.
     *
     * @param announced bytes that the client says it sends; null where it does not say
     * @throws Refusal if the image cannot take bytes now, too many uploads are under way, or they cannot be had or kept
     */
    UploadTicket receive(
            Image image,
            Attempt.Method method,
            Caller caller,
            InputStream bytes,
            @Nullable Long announced,
            HttpServletRequest request) {
        try (UploadPlaces.Place _ = places.take()) {
            ServletConnection connection = request.getServletConnection();
            UploadBody body =
                    new UploadBody(bytes, announced, () -> connections.endInput(connection));
            DiskmillProperties asked = DiskmillProperties.of(image);
            UploadStart start =
                    imports.startUpload(
                            image.id(),
                            new Submitter(caller.project(), caller.userId(), caller.requestId()),
                            method,
                            body.announced(),
                            asked.target(),
                            asked.expected());
            return switch (start) {
                case StartRefusal refusal -> throw UploadFailures.of(refusal);
                case UploadStart.Started(UploadTicket ticket) -> {
                    receiver.receive(ticket, body);
                    yield ticket;
                }
            };
        }
    }

    /** Returns when the image is active, or after a while, when it still is neither that nor refused. @throws Refusal saying why it is refused */
    void awaitEnd(UploadTicket ticket) throws InterruptedException {
        check(outcomes.awaitEnd(ticket.attemptId(), settings.patience()));
    }

    /** @throws Refusal if nothing will become of the bytes */
    void check(UploadTicket ticket) {
        check(attempts.find(ticket.attemptId()).orElseThrow(ImagePolicy::notFound));
    }

    private static void check(Attempt attempt) {
        switch (attempt.state()) {
            case FAILED, CANCELLED -> throw UploadFailures.of(attempt);
            case RECEIVING, STAGED, WAITING, RELEASED, SUCCEEDED -> {}
        }
    }
}
