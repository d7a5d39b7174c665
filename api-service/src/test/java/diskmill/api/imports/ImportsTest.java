package diskmill.api.imports;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageEdit;
import diskmill.api.catalog.ImageStatus;
import diskmill.event.ImageEvent;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.storage.KeyPrefix;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportsTest {

    private static final URI SOURCE = URI.create("http://source.example/disk");

    private Core core;

    @BeforeAll
    void start() {
        core = new Core();
    }

    @AfterAll
    void stop() {
        core.close();
    }

    @BeforeEach
    void forget() {
        core.said();
        core.database.sql("delete from garbage").update();
    }

    @Test
    void anUploadMakesTheImageSaving() {
        Image image = core.queued(DiskFormat.QCOW2);

        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);

        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.SAVING);
        assertThat(core.image(image.id()).attempt()).isEqualTo(ticket.attemptId());
        assertThat(core.attempts.find(ticket.attemptId()).orElseThrow().state())
                .isEqualTo(Attempt.State.RECEIVING);
    }

    @Test
    void stagingMakesTheImageUploading() {
        Image image = core.queued(DiskFormat.QCOW2);

        core.uploading(image.id(), Attempt.Method.GLANCE_DIRECT);

        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.UPLOADING);
    }

    @Test
    void aTakenUploadIsToldToTheConvertWorkers() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);

        core.imports.uploadTaken(ticket, Core.stored(ticket));

        assertThat(core.said())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageEvent.Ingested.class,
                        fact -> {
                            assertThat(fact.object()).isEqualTo(ticket.key());
                            assertThat(fact.runId()).isEqualTo(ticket.runId());
                            assertThat(fact.format()).isEqualTo(DiskFormat.QCOW2);
                            assertThat(fact.deadline()).isEqualTo(ticket.deadline());
                        });
        assertThat(core.attempts.find(ticket.attemptId()).orElseThrow().state())
                .isEqualTo(Attempt.State.RELEASED);
    }

    @Test
    void anUploadTakenTwiceIsToldOnce() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);
        core.imports.uploadTaken(ticket, Core.stored(ticket));
        core.said();

        core.imports.uploadTaken(ticket, Core.stored(ticket));

        assertThat(core.said()).isEmpty();
        assertThat(core.garbage()).isEmpty();
    }

    @Test
    void aRefusedUploadLeavesTheImageQueuedAndItsBytesGarbage() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);

        core.imports.uploadRefused(
                ticket, RejectionReason.NOT_A_DISK, "The bytes are an HTML page.");

        Attempt attempt = core.attempts.find(ticket.attemptId()).orElseThrow();
        assertThat(attempt.state()).isEqualTo(Attempt.State.FAILED);
        assertThat(attempt.reason()).isEqualTo(RejectionReason.NOT_A_DISK);
        assertThat(attempt.message()).isEqualTo("The bytes are an HTML page.");
        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.QUEUED);
        assertThat(core.garbage())
                .containsExactly(KeyPrefix.of(image.id(), ticket.attemptId()).value());
    }

    @Test
    void anUploadIsAliveUntilItsImageIsDeleted() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);

        boolean before = core.imports.uploadAlive(ticket.attemptId(), 10, 100L, 5);
        core.imports.delete(image.id());
        boolean after = core.imports.uploadAlive(ticket.attemptId(), 20, null, 5);

        assertThat(before).isTrue();
        assertThat(after).isFalse();
    }

    @Test
    void anUploadTakenAfterADeleteIsGarbage() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);
        core.imports.delete(image.id());
        core.database.sql("delete from garbage").update();

        core.imports.uploadTaken(ticket, Core.stored(ticket));

        assertThat(core.said()).isEmpty();
        assertThat(core.garbage())
                .containsExactly(KeyPrefix.of(image.id(), ticket.attemptId()).value());
    }

    @Test
    void stagedBytesWaitUntilTheyAreImported() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.GLANCE_DIRECT);
        core.imports.uploadTaken(ticket, Core.stored(ticket));
        List<ImageEvent> whileStaged = core.said();

        ImportStart start =
                core.imports.startStaged(
                        image.id(),
                        new Submitter("project-1", "user-2", "req-2"),
                        DiskFormat.RAW,
                        null);

        Attempt attempt = Core.started(start);
        assertThat(whileStaged).isEmpty();
        assertThat(attempt.id()).isEqualTo(ticket.attemptId());
        assertThat(attempt.requestId()).isEqualTo("req-2");
        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.IMPORTING);
        assertThat(core.said())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageEvent.Ingested.class,
                        fact -> {
                            assertThat(fact.target()).isEqualTo(DiskFormat.RAW);
                            assertThat(fact.deadline()).isEqualTo(attempt.deadline());
                            assertThat(fact.object()).isEqualTo(ticket.key());
                        });
    }

    @Test
    void bytesThatStillComeInCannotBeImported() {
        Image image = core.queued(DiskFormat.QCOW2);
        core.uploading(image.id(), Attempt.Method.GLANCE_DIRECT);

        assertThat(core.imports.startStaged(image.id(), Core.SUBMITTER, null, null))
                .isEqualTo(new StartRefusal.StillReceiving());
    }

    @Test
    void aWrongDigestOfStagedBytesNamesBothAndKeepsThem() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.GLANCE_DIRECT);
        core.imports.uploadTaken(ticket, Core.stored(ticket));
        Digest wrong = new Digest(HashAlgorithm.SHA256, "b".repeat(64));

        ImportStart start = core.imports.startStaged(image.id(), Core.SUBMITTER, null, wrong);

        assertThat(start)
                .isInstanceOfSatisfying(
                        StartRefusal.Impossible.class,
                        refusal ->
                                assertThat(refusal.sentence())
                                        .contains("sha256:aaa")
                                        .contains("sha256:bbb"));
        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.UPLOADING);
    }

    @Test
    void aDigestThatTheStagedBytesDoNotHaveIsRefusedWithASentence() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.GLANCE_DIRECT);
        core.imports.uploadTaken(ticket, Core.stored(ticket));
        Digest other = new Digest(HashAlgorithm.SHA512, "b".repeat(128));

        assertThat(core.imports.startStaged(image.id(), Core.SUBMITTER, null, other))
                .isInstanceOf(StartRefusal.Impossible.class);
    }

    @Test
    void aStagedImportOfAnImageWithNothingStagedIsTheWrongStatus() {
        Image image = core.queued(DiskFormat.QCOW2);

        assertThat(core.imports.startStaged(image.id(), Core.SUBMITTER, null, null))
                .isEqualTo(new StartRefusal.WrongStatus(ImageStatus.QUEUED));
    }

    @Test
    void aDownloadWaitsInTheQueueUntold() {
        Image image = core.queued(DiskFormat.QCOW2);

        Attempt attempt = core.waiting(image.id());

        assertThat(attempt.state()).isEqualTo(Attempt.State.WAITING);
        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.IMPORTING);
        assertThat(core.said()).isEmpty();
    }

    @Test
    void aSecondImportOfTheSameImageIsTheWrongStatus() {
        Image image = core.queued(DiskFormat.QCOW2);
        core.waiting(image.id());

        assertThat(core.imports.startWebDownload(image.id(), Core.SUBMITTER, SOURCE, null, null))
                .isEqualTo(new StartRefusal.WrongStatus(ImageStatus.IMPORTING));
    }

    @Test
    void ofTenImportsAtOnceOneBegins() throws Exception {
        Image image = core.queued(DiskFormat.QCOW2);
        Callable<ImportStart> start =
                () -> core.imports.startWebDownload(image.id(), Core.SUBMITTER, SOURCE, null, null);

        List<Future<ImportStart>> starts;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            starts = threads.invokeAll(Collections.nCopies(10, start));
        }

        assertThat(starts.stream().map(Future::resultNow))
                .filteredOn(ImportStart.Started.class::isInstance)
                .hasSize(1);
        assertThat(core.tasks.ofImage(image.id())).hasSize(1);
    }

    @Test
    void anUnknownImageIsNotFound() {
        ImageId unknown = ImageId.random();

        assertThat(core.imports.startWebDownload(unknown, Core.SUBMITTER, SOURCE, null, null))
                .isEqualTo(new StartRefusal.NotFound());
        assertThat(
                        core.imports.startUpload(
                                unknown, Core.SUBMITTER, Attempt.Method.UPLOAD, null, null))
                .isEqualTo(new StartRefusal.NotFound());
        assertThat(core.imports.startStaged(unknown, Core.SUBMITTER, null, null))
                .isEqualTo(new StartRefusal.NotFound());
        assertThat(core.imports.delete(unknown)).isEqualTo(new Deletion.NotFound());
    }

    @Test
    void anImageWithoutFormatsCannotBegin() {
        Image image = core.insert(Core.newImage(null, null));

        assertThat(core.imports.startWebDownload(image.id(), Core.SUBMITTER, SOURCE, null, null))
                .isEqualTo(
                        new StartRefusal.FormatsMissing(
                                List.of("container_format", "disk_format")));
    }

    @Test
    void theDiskFormatMayBeLeftOutForContainerBare() {
        Image image = core.queued(null);

        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);

        assertThat(ticket.claimed()).isNull();
    }

    @Test
    void theDiskFormatMustBeGivenForOtherContainers() {
        Image image = core.insert(Core.newImage(null, ContainerFormat.OVA));

        assertThat(core.imports.startWebDownload(image.id(), Core.SUBMITTER, SOURCE, null, null))
                .isEqualTo(new StartRefusal.FormatsMissing(List.of("disk_format")));
    }

    @Test
    void whatNothingCanConvertIsRefusedAtOnce() {
        Image iso = core.queued(DiskFormat.ISO);
        Image disk = core.queued(DiskFormat.QCOW2);
        Image ova = core.insert(Core.newImage(DiskFormat.VMDK, ContainerFormat.OVA));

        assertThat(start(iso, DiskFormat.RAW)).isInstanceOf(StartRefusal.Impossible.class);
        assertThat(start(disk, DiskFormat.ISO)).isInstanceOf(StartRefusal.Impossible.class);
        assertThat(start(ova, DiskFormat.RAW)).isInstanceOf(StartRefusal.Impossible.class);
        assertThat(start(disk, DiskFormat.RAW)).isInstanceOf(ImportStart.Started.class);
    }

    private ImportStart start(Image image, DiskFormat target) {
        return core.imports.startWebDownload(image.id(), Core.SUBMITTER, SOURCE, target, null);
    }

    @Test
    void theDefaultTargetHoldsWhereTheRequestDoesNotSay() {
        try (Core raw = new Core(DiskFormat.RAW)) {
            Attempt disk = raw.waiting(raw.queued(DiskFormat.QCOW2).id());
            Attempt iso = raw.waiting(raw.queued(DiskFormat.ISO).id());

            assertThat(disk.target()).isEqualTo(DiskFormat.RAW);
            assertThat(iso.target()).isNull();
        }
    }

    @Test
    void aDeleteCancelsWhatTheWorkersAreAt() {
        Image image = core.queued(DiskFormat.QCOW2);
        Attempt attempt = core.released(image.id());

        Deletion deletion = core.imports.delete(image.id());

        assertThat(deletion).isEqualTo(new Deletion.Deleted());
        assertThat(core.images.find(image.id())).isEmpty();
        assertThat(core.attempt(attempt).state()).isEqualTo(Attempt.State.CANCELLED);
        assertThat(core.said())
                .singleElement()
                .isInstanceOfSatisfying(
                        ImageEvent.Cancelled.class,
                        fact -> assertThat(fact.attemptId()).isEqualTo(attempt.id()));
        assertThat(core.garbage()).containsExactly(KeyPrefix.of(image.id()).value());
    }

    @Test
    void aDeletedImageThatWaitsIsNeverReleased() {
        Image image = core.queued(DiskFormat.QCOW2);
        core.waiting(image.id());
        core.imports.delete(image.id());

        core.dispatcher(1_000).dispatch();

        assertThat(core.said())
                .filteredOn(fact -> fact.imageId().equals(image.id()))
                .allMatch(ImageEvent.Cancelled.class::isInstance);
    }

    @Test
    void aProtectedImageIsNotDeleted() {
        Image image = core.queued(DiskFormat.QCOW2);
        ImageEdit same = ImageEdit.of(image);
        core.images.update(
                image.id(),
                new ImageEdit(
                        same.readAs(),
                        same.name(),
                        same.visibility(),
                        true,
                        same.hidden(),
                        same.owner(),
                        same.diskFormat(),
                        same.containerFormat(),
                        same.minRam(),
                        same.minDisk(),
                        same.tags(),
                        same.properties()));

        assertThat(core.imports.delete(image.id())).isEqualTo(new Deletion.Protected());
        assertThat(core.images.find(image.id())).isPresent();
    }
}
