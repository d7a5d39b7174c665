package diskmill.messaging.kafka;

import diskmill.event.ImageEvent;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.image.RejectionReason;
import diskmill.messaging.Run;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Work for tests, and answers to it. */
final class Works {

    private Works() {}

    static ImageEvent.Submitted submitted() {
        return submitted(Instant.now().plus(Duration.ofHours(1)));
    }

    static ImageEvent.Submitted submitted(Instant deadline) {
        return new ImageEvent.Submitted(
                ImageId.random(),
                AttemptId.next(),
                Instant.now(),
                deadline,
                URI.create("http://images.example.org/disk"),
                ContainerFormat.BARE,
                null,
                null,
                null,
                HashAlgorithm.SHA256,
                new Limits(1L << 30, 1L << 30),
                null);
    }

    static ImageEvent.Cancelled cancelled(ImageEvent.Work work) {
        return new ImageEvent.Cancelled(work.imageId(), work.attemptId(), Instant.now());
    }

    /** The shortest answer of a step. */
    static ImageEvent.Rejected answer(ImageEvent.Work work, Run run) {
        return new ImageEvent.Rejected(
                work.imageId(),
                work.attemptId(),
                run.id(),
                Instant.now(),
                RejectionReason.EMPTY,
                "There is nothing in it.");
    }
}
