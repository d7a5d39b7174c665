package diskmill.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.Core;
import diskmill.api.StoreFolder;
import diskmill.api.catalog.Attempt;
import diskmill.api.imports.UploadTicket;
import diskmill.event.ImageEvent;
import diskmill.image.AttemptId;
import diskmill.image.DiskFormat;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.storage.ObjectKey;
import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    private Core core;
    private StoreFolder store;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws IOException {
        core = new Core();
        store = new StoreFolder(folder.resolve("store"));
    }

    @AfterEach
    void stop() throws IOException {
        store.close();
        core.close();
    }

    @Test
    void whatAnEndedAttemptWroteAfterAllLooksGoes() throws IOException {
        Attempt failed = core.released(core.queued(DiskFormat.QCOW2).id());
        core.recorder.on(
                new ImageEvent.Rejected(
                        failed.imageId(),
                        failed.id(),
                        RunId.next(),
                        Instant.now(),
                        RejectionReason.DAMAGED,
                        "It is damaged."));
        Attempt deleted = core.released(core.queued(DiskFormat.QCOW2).id());
        core.imports.delete(deleted.imageId());
        store.put(key(failed));
        store.put(key(deleted));

        sweep(Duration.ZERO).sweep();

        assertThat(store.keys()).isEmpty();
        assertThat(core.meters.counter("diskmill.rubbish.deleted", "kind", "object").count())
                .isEqualTo(2);
        assertThat(core.meters.counter("diskmill.rubbish.bytes").count())
                .isEqualTo(2 * StoreFolder.SIZE);
    }

    @Test
    void ofAnActiveImageOnlyItsObjectStays() throws IOException {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        ObjectKey winner = store.put(key(attempt));
        core.converted(attempt, winner);
        store.put(key(attempt));

        sweep(Duration.ZERO).sweep();

        assertThat(store.keys()).containsExactly(winner);
    }

    @Test
    void whatLivingAttemptsWriteIsNeverTouched() throws IOException {
        Attempt waiting = core.waiting(core.queued(DiskFormat.QCOW2).id());
        Attempt released = core.released(core.queued(DiskFormat.QCOW2).id());
        UploadTicket receiving =
                core.uploading(core.queued(DiskFormat.QCOW2).id(), Attempt.Method.UPLOAD);
        UploadTicket staged =
                core.uploading(core.queued(DiskFormat.QCOW2).id(), Attempt.Method.GLANCE_DIRECT);
        core.imports.uploadTaken(staged, Core.stored(staged));
        List<ObjectKey> kept = List.of(key(waiting), key(released), receiving.key(), staged.key());
        for (ObjectKey key : kept) {
            store.put(key);
        }

        sweep(Duration.ZERO).sweep();

        assertThat(store.keys()).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void whatAnotherDatabaseMayKnowIsLeftAlone() throws IOException {
        ObjectKey foreign =
                store.put(ObjectKey.of(ImageId.random(), AttemptId.next(), RunId.next()));

        sweep(Duration.ZERO).sweep();

        assertThat(store.keys()).containsExactly(foreign);
    }

    @Test
    void whatIsYoungIsNotLookedAt() throws IOException {
        Attempt deleted = core.released(core.queued(DiskFormat.QCOW2).id());
        core.imports.delete(deleted.imageId());
        ObjectKey young = store.put(key(deleted));

        sweep(Duration.ofMinutes(1)).sweep();

        assertThat(store.keys()).containsExactly(young);
    }

    @Test
    void moreThanOnePageIsSwept() throws IOException {
        Attempt deleted = core.released(core.queued(DiskFormat.QCOW2).id());
        Attempt living = core.released(core.queued(DiskFormat.QCOW2).id());
        core.imports.delete(deleted.imageId());
        List<ObjectKey> kept = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            store.put(key(deleted));
            kept.add(store.put(key(living)));
        }

        sweep(Duration.ZERO).sweep();

        assertThat(store.keys()).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    void ofSeveralApiServicesOneSweepsAndTheNextPassIsDueLater() throws IOException {
        Attempt deleted = core.released(core.queued(DiskFormat.QCOW2).id());
        core.imports.delete(deleted.imageId());
        sweep(Duration.ZERO).sweep();
        ObjectKey late = store.put(key(deleted));

        sweep(Duration.ZERO).sweep();
        assertThat(store.keys()).containsExactly(late);

        core.database.sql("update sweep set due_at = due_at - interval '61 seconds'").update();
        sweep(Duration.ZERO).sweep();
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void withTheStoreAwayThePassFailsAndTheNextOneIsDueLater() throws IOException {
        Attempt deleted = core.released(core.queued(DiskFormat.QCOW2).id());
        core.imports.delete(deleted.imageId());
        store.put(key(deleted));
        store.goAway();

        assertThatThrownBy(() -> sweep(Duration.ZERO).sweep()).isInstanceOf(StoreUnavailable.class);

        core.database.sql("update sweep set due_at = due_at - interval '61 seconds'").update();
        store.comeBack();
        sweep(Duration.ZERO).sweep();
        assertThat(store.keys()).isEmpty();
    }

    private Sweep sweep(Duration age) {
        return new Sweep(
                core.database,
                store.objects(),
                new RubbishSettings(Duration.ofMinutes(1), age),
                new RubbishMeters(core.meters));
    }

    private static ObjectKey key(Attempt attempt) {
        return ObjectKey.of(attempt.imageId(), attempt.id(), RunId.next());
    }
}
