package diskmill.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import diskmill.api.Core;
import diskmill.api.StoreFolder;
import diskmill.api.catalog.Attempt;
import diskmill.api.imports.UploadTicket;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RubbishTest {

    private Core core;
    private StoreFolder store;
    private Rubbish rubbish;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws IOException {
        core = new Core();
        store = new StoreFolder(folder.resolve("store"));
        rubbish = new Rubbish(core.database, store.objects(), new RubbishMeters(core.meters));
    }

    @AfterEach
    void stop() throws IOException {
        store.close();
        core.close();
    }

    @Test
    void ofASuccessfulAttemptOnlyItsObjectStays() throws IOException {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        store.put(key(attempt));
        ObjectKey winner = store.put(key(attempt));
        core.converted(attempt, winner);

        rubbish.collect();

        assertThat(store.keys()).containsExactly(winner);
    }

    @Test
    void ofADeletedImageNothingStaysAndOthersAreUntouched() throws IOException {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        Attempt other = core.released(core.queued(DiskFormat.QCOW2).id());
        store.put(key(attempt));
        ObjectKey kept = store.put(key(other));
        core.imports.delete(attempt.imageId());

        rubbish.collect();

        assertThat(store.keys()).containsExactly(kept);
    }

    @Test
    void whatABrokenUploadLeftUnfinishedGoes() throws IOException {
        UploadTicket ticket =
                core.uploading(core.queued(DiskFormat.QCOW2).id(), Attempt.Method.UPLOAD);
        try (ObjectUpload unfinished = store.objects().upload(ticket.key())) {
            unfinished.write(new byte[10], 0, 10);
            core.imports.uploadRefused(ticket, RejectionReason.UPLOAD_INCOMPLETE, "It broke off.");

            rubbish.collect();

            assertThatThrownBy(unfinished::complete).isInstanceOf(IOException.class);
        }
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void oneRowThatCannotBeReadHoldsUpNoOther() throws IOException {
        core.database
                .sql(
                        "insert into garbage (prefix, keep, due_at) values ('images/', 'no key of ours', now() - interval '1 hour')")
                .update();
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        store.put(key(attempt));
        core.imports.delete(attempt.imageId());

        assertThatThrownBy(rubbish::collect).isInstanceOf(IllegalArgumentException.class);

        assertThat(store.keys()).isEmpty();
    }

    @Test
    void aLateWritersObjectGoesAtTheSecondLook() throws IOException {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        core.imports.delete(attempt.imageId());
        rubbish.collect();
        store.put(key(attempt));
        rubbish.collect();
        int tooEarly = store.keys().size();

        later("121 seconds");
        rubbish.collect();

        assertThat(tooEarly).isEqualTo(1);
        assertThat(store.keys()).isEmpty();
        assertThat(core.garbage()).isEmpty();
    }

    @Test
    void withTheStoreAwayNothingIsForgotten() throws IOException {
        Attempt attempt = core.released(core.queued(DiskFormat.QCOW2).id());
        store.put(key(attempt));
        core.imports.delete(attempt.imageId());
        store.goAway();

        assertThatThrownBy(rubbish::collect).isInstanceOf(StoreUnavailable.class);
        store.comeBack();
        later("61 seconds");
        rubbish.collect();

        assertThat(store.keys()).isEmpty();
    }

    private void later(String by) {
        core.database
                .sql("update garbage set due_at = due_at - cast(:by as interval)")
                .param("by", by)
                .update();
    }

    private static ObjectKey key(Attempt attempt) {
        return ObjectKey.of(attempt.imageId(), attempt.id(), RunId.next());
    }
}
