package diskmill.api.quota;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.Core;
import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.UploadStart;
import diskmill.api.imports.UploadTicket;
import diskmill.event.ImageEvent.Converted;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import diskmill.intake.IntakeResult;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final URI SOURCE = URI.create("http://source.example/disk");
    private static final String PROJECT = Core.SUBMITTER.project();

    private final Map<Resource, Long> limits = new EnumMap<>(Resource.class);
    private Core core;
    private Quotas quotas;

    @BeforeEach
    void start() {
        QuotaLimits source = (_, resource) -> limits.getOrDefault(resource, QuotaLimits.UNLIMITED);
        core = new Core(source);
        quotas = new Quotas(core.database, source);
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void importsAtOnceAreLimitedAndAnEndMakesRoom() {
        limits.put(Resource.IMAGE_COUNT_UPLOADING, 1L);
        Attempt first = core.waiting(core.queued(DiskFormat.RAW).id());
        Image second = core.queued(DiskFormat.RAW);

        assertThat(download(second)).isEqualTo(refused(Resource.IMAGE_COUNT_UPLOADING, 1, 1, 1));
        assertThat(core.image(second.id()).status()).isEqualTo(ImageStatus.QUEUED);

        core.imports.delete(first.imageId());

        assertThat(download(second)).isInstanceOf(ImportStart.Started.class);
    }

    @Test
    void ofManyAtOnceAsManyBeginAsMay() throws Exception {
        limits.put(Resource.IMAGE_COUNT_UPLOADING, 3L);
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            images.add(core.queued(DiskFormat.RAW));
        }
        List<Future<ImportStart>> starts = new ArrayList<>();

        try (ExecutorService clients = Executors.newFixedThreadPool(6)) {
            images.forEach(image -> starts.add(clients.submit(() -> download(image))));
        }

        int begun = 0;
        for (Future<ImportStart> start : starts) {
            begun += start.get() instanceof ImportStart.Started ? 1 : 0;
        }
        assertThat(begun).isEqualTo(3);
    }

    @Test
    void whatAnUploadAnnouncesIsReservedForIt() {
        limits.put(Resource.IMAGE_SIZE_TOTAL, 1_000L);

        assertThat(upload(core.queued(DiskFormat.RAW), 700L))
                .isInstanceOf(UploadStart.Started.class);

        assertThat(upload(core.queued(DiskFormat.RAW), 400L))
                .isEqualTo(refused(Resource.IMAGE_SIZE_TOTAL, 1_000, 700, 400));
        assertThat(upload(core.queued(DiskFormat.RAW), 300L))
                .isInstanceOf(UploadStart.Started.class);
        assertThat(upload(core.queued(DiskFormat.RAW), null))
                .isInstanceOf(StartRefusal.OverQuota.class);
    }

    @Test
    void anUploadThatDoesNotSayItsSizeMayTakeWhatIsLeft() {
        limits.put(Resource.IMAGE_SIZE_TOTAL, 1_000L);
        upload(core.queued(DiskFormat.RAW), 700L);

        UploadStart start = upload(core.queued(DiskFormat.RAW), null);

        assertThat(((UploadStart.Started) start).ticket().limits().maxBytes()).isEqualTo(300);
    }

    @Test
    void anImageThatTurnsOutTooLargeDoesNotBecomeActive() {
        limits.put(Resource.IMAGE_SIZE_TOTAL, 1_000L);
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);
        IntakeResult.Stored stored = Core.stored(ticket);
        core.imports.uploadTaken(ticket, stored);

        core.recorder.on(converted(ticket, stored, 1_001));

        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.QUEUED);
        Attempt attempt = core.attempts.find(ticket.attemptId()).orElseThrow();
        assertThat(attempt.reason()).isEqualTo(RejectionReason.OVER_QUOTA);
        assertThat(attempt.message()).contains("image_size_total");
    }

    @Test
    void anImageMayTakeAllThatItsProjectHas() {
        limits.put(Resource.IMAGE_SIZE_TOTAL, 1_000L);
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);
        IntakeResult.Stored stored = Core.stored(ticket);
        core.imports.uploadTaken(ticket, stored);

        core.recorder.on(converted(ticket, stored, 1_000));

        assertThat(core.image(image.id()).status()).isEqualTo(ImageStatus.ACTIVE);
    }

    @Test
    void deletedBytesCountUntilTheyAreGone() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.UPLOAD);
        IntakeResult.Stored stored = Core.stored(ticket);
        core.imports.uploadTaken(ticket, stored);
        core.recorder.on(converted(ticket, stored, 1_000));

        core.imports.delete(image.id());

        assertThat(quotas.used(PROJECT))
                .containsEntry(Resource.IMAGE_COUNT_TOTAL, 0L)
                .containsEntry(Resource.IMAGE_SIZE_TOTAL, 1_000L);

        core.database.sql("update garbage set looks = 1").update();

        assertThat(quotas.used(PROJECT)).containsEntry(Resource.IMAGE_SIZE_TOTAL, 0L);
    }

    @Test
    void stagedBytesCountAsStagedUntilTheyAreImported() {
        Image image = core.queued(DiskFormat.QCOW2);
        UploadTicket ticket = core.uploading(image.id(), Attempt.Method.GLANCE_DIRECT);
        IntakeResult.Stored stored = Core.stored(ticket);
        core.imports.uploadTaken(ticket, stored);
        long size = stored.object().size();

        assertThat(quotas.used(PROJECT))
                .containsEntry(Resource.IMAGE_STAGE_TOTAL, size)
                .containsEntry(Resource.IMAGE_SIZE_TOTAL, 0L);

        limits.put(Resource.IMAGE_SIZE_TOTAL, size - 1);
        assertThat(core.imports.startStaged(image.id(), Core.SUBMITTER, null, null))
                .isInstanceOf(StartRefusal.OverQuota.class);
        limits.put(Resource.IMAGE_SIZE_TOTAL, size);
        assertThat(core.imports.startStaged(image.id(), Core.SUBMITTER, null, null))
                .isInstanceOf(ImportStart.Started.class);

        assertThat(quotas.used(PROJECT))
                .containsEntry(Resource.IMAGE_STAGE_TOTAL, 0L)
                .containsEntry(Resource.IMAGE_SIZE_TOTAL, size);
    }

    private ImportStart download(Image image) {
        return core.imports.startWebDownload(image.id(), Core.SUBMITTER, SOURCE, null, null);
    }

    private UploadStart upload(Image image, @Nullable Long announced) {
        return core.imports.startUpload(
                image.id(), Core.SUBMITTER, Attempt.Method.UPLOAD, announced, null, null);
    }

    private static StartRefusal refused(Resource resource, long limit, long used, long wanted) {
        return new StartRefusal.OverQuota(new Excess(resource, limit, used, wanted));
    }

    private static Converted converted(UploadTicket ticket, IntakeResult.Stored stored, long size) {
        return new Converted(
                ticket.imageId(),
                ticket.attemptId(),
                ticket.runId(),
                Instant.now(),
                stored.object().key(),
                DiskFormat.QCOW2,
                size,
                null,
                stored.storedDigests());
    }
}
