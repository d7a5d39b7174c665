package diskmill.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.convert.qemu.QemuImg;
import diskmill.convert.qemu.QemuImgSettings;
import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Converted;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.Phase;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectMissing;
import diskmill.storage.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

class ConvertStepTest {

    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    private static final long MAX_VIRTUAL = 4L << 30;

    @TempDir Path folder;
    private Disks disks;
    private FolderStore store;
    private ConvertStep step;
    private final RecordedRun run = new RecordedRun();

    @BeforeEach
    void start() throws Exception {
        disks = new Disks(Files.createDirectory(folder.resolve("disks")));
        store = new FolderStore(Files.createDirectory(folder.resolve("store")));
        step = step("qemu-img");
    }

    private ConvertStep step(String executable) throws InterruptedException {
        var qemuImg =
                new QemuImg(
                        new QemuImgSettings(
                                executable,
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(10),
                                DataSize.ofMegabytes(20),
                                DataSize.ofGigabytes(2)));
        var diskCheck = new DiskCheck(qemuImg);
        return new ConvertStep(
                store,
                store,
                diskCheck,
                new DiskConversion(store, store, qemuImg, diskCheck),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Digests digestsOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Digests.of(
                Digest.of(HashAlgorithm.MD5, HashAlgorithm.MD5.newDigest().digest(bytes)),
                Digest.of(HashAlgorithm.SHA256, HashAlgorithm.SHA256.newDigest().digest(bytes)));
    }

    /** The disk as an object, and the fact that tells of it. */
    private Ingested ingested(Path disk, DiskFormat format, @Nullable DiskFormat target)
            throws IOException {
        return ingested(disk, ContainerFormat.BARE, format, target, MAX_VIRTUAL);
    }

    private Ingested ingested(
            Path disk,
            ContainerFormat container,
            DiskFormat format,
            @Nullable DiskFormat target,
            long maxVirtual)
            throws IOException {
        ImageId image = ImageId.random();
        AttemptId attempt = AttemptId.next();
        RunId intake = RunId.next();
        ObjectKey key = ObjectKey.of(image, attempt, intake);
        store.put(key, disk);
        return new Ingested(
                image,
                attempt,
                intake,
                NOW,
                NOW.plusSeconds(3600),
                key,
                container,
                format,
                target,
                Files.size(disk),
                container == ContainerFormat.BARE ? Disks.SIZE : null,
                digestsOf(disk),
                digestsOf(disk),
                HashAlgorithm.SHA256,
                new Limits(1L << 40, maxVirtual));
    }

    private Rejected rejected(Ingested image) throws Exception {
        ImageEvent outcome = step.run(image, run);
        assertThat(outcome).isInstanceOf(Rejected.class);
        assertThat(store.files()).containsExactly(image.object().value());
        return (Rejected) outcome;
    }

    @ParameterizedTest
    @EnumSource(names = {"QCOW2", "VMDK", "VDI", "VHD", "VHDX", "RAW"})
    void aDiskThatIsWantedAsItIsStaysWhereItIs(DiskFormat format) throws Exception {
        Ingested image = ingested(disks.of(format), format, null);

        ImageEvent outcome = step.run(image, run);

        assertThat(outcome).isInstanceOf(Converted.class);
        var converted = (Converted) outcome;
        assertThat(converted.object()).isEqualTo(image.object());
        assertThat(converted.format()).isEqualTo(format);
        assertThat(converted.size()).isEqualTo(image.size());
        assertThat(converted.digests()).isEqualTo(image.storedDigests());
        assertThat(converted.virtualSize()).isBetween(Disks.SIZE, Disks.SIZE + (1 << 20));
        assertThat(converted.runId()).isEqualTo(run.id());
        assertThat(converted.at()).isEqualTo(NOW);
        assertThat(store.files()).containsExactly(image.object().value());
    }

    @Test
    void theFormatThatItHasIsNoConversion() throws Exception {
        Ingested image = ingested(disks.of(DiskFormat.QCOW2), DiskFormat.QCOW2, DiskFormat.QCOW2);

        assertThat(((Converted) step.run(image, run)).object()).isEqualTo(image.object());
    }

    @Test
    void anotherContainerIsNotLookedInto() throws Exception {
        Path archive = Files.writeString(folder.resolve("x.ova"), "an archive");
        Ingested image = ingested(archive, ContainerFormat.OVA, DiskFormat.VMDK, null, MAX_VIRTUAL);

        var converted = (Converted) step.run(image, run);

        assertThat(converted.object()).isEqualTo(image.object());
        assertThat(converted.virtualSize()).isNull();
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (DiskFormat from : DiskFormat.values()) {
            for (DiskFormat to : List.of(DiskFormat.RAW, DiskFormat.QCOW2)) {
                if (from != to && from.convertsTo(to)) {
                    pairs.add(Arguments.of(from, to));
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void convertsWithTheSameContent(DiskFormat from, DiskFormat to) throws Exception {
        Ingested image = ingested(disks.of(from), from, to);

        ImageEvent outcome = step.run(image, run);

        assertThat(outcome).isInstanceOf(Converted.class);
        var converted = (Converted) outcome;
        Path made = store.place(converted.object());
        assertThat(converted.object())
                .isEqualTo(ObjectKey.of(image.imageId(), image.attemptId(), run.id()));
        assertThat(converted.format()).isEqualTo(to);
        assertThat(converted.size()).isEqualTo(Files.size(made));
        assertThat(converted.digests()).isEqualTo(digestsOf(made));
        Path again = folder.resolve("again.raw");
        Disks.qemuImg(
                "convert", "-f", to.toString(), "-O", "raw", made.toString(), again.toString());
        assertThat(again).hasSize(java.util.Objects.requireNonNull(converted.virtualSize()));
        long mismatch = Files.mismatch(disks.raw(), again);
        assertThat(mismatch).isIn(-1L, Disks.SIZE); // vhd rounds up, with zeros
    }

    @Test
    void aDiskOfHalfASectorGetsAWholeOne() throws Exception {
        Path odd = disks.raw("odd.raw", 1_000_100, 0, 1000);
        Ingested image = ingested(odd, DiskFormat.RAW, DiskFormat.QCOW2);

        assertThat(((Converted) step.run(image, run)).virtualSize()).isEqualTo(1_000_448);
    }

    @Test
    void eachPhaseTellsItsBytesToTheEnd() throws Exception {
        Path raw = disks.raw();
        Ingested image = ingested(raw, DiskFormat.RAW, DiskFormat.QCOW2);

        var converted = (Converted) step.run(image, run);

        assertThat(run.steps(Phase.CHECKING))
                .last()
                .isEqualTo(new RecordedRun.Step(Phase.CHECKING, image.size(), image.size()));
        assertThat(run.steps(Phase.CONVERTING))
                .last()
                .isEqualTo(new RecordedRun.Step(Phase.CONVERTING, Disks.SIZE, Disks.SIZE));
        assertThat(run.steps(Phase.STORING))
                .last()
                .isEqualTo(new RecordedRun.Step(Phase.STORING, converted.size(), converted.size()));
        for (Phase phase : Phase.values()) {
            assertThat(run.steps(phase)).extracting(RecordedRun.Step::done).isSorted();
        }
    }

    @Test
    void holesStayHolesInTheStore() throws Exception {
        Path raw = disks.raw("large.raw", 1L << 30, 1 << 20, 1 << 20);
        Path packed = folder.resolve("large.qcow2");
        Disks.qemuImg("convert", "-f", "raw", "-O", "qcow2", raw.toString(), packed.toString());

        var converted =
                (Converted) step.run(ingested(packed, DiskFormat.QCOW2, DiskFormat.RAW), run);

        assertThat(converted.size()).isEqualTo(1L << 30);
        assertThat(Disks.allocated(store.place(converted.object()))).isLessThan(4 << 20);
    }

    @Test
    void aSecondRunComesToTheSameUnderAKeyOfItsOwn() throws Exception {
        Ingested image = ingested(disks.of(DiskFormat.QCOW2), DiskFormat.QCOW2, DiskFormat.RAW);
        var second = new RecordedRun();

        var one = (Converted) step.run(image, run);
        var other = (Converted) step.run(image, second);

        assertThat(other.digests()).isEqualTo(one.digests());
        assertThat(other.size()).isEqualTo(one.size());
        assertThat(store.files())
                .containsExactlyInAnyOrder(
                        image.object().value(), one.object().value(), other.object().value());
    }

    @Test
    void nothingConvertsAnIso() throws Exception {
        Path any = disks.raw();

        assertThat(rejected(ingested(any, DiskFormat.ISO, DiskFormat.QCOW2)).reason())
                .isEqualTo(RejectionReason.UNSUPPORTED);
    }

    @Test
    void refusesADiskThatNamesABackingFile() throws Exception {
        Path overlay = folder.resolve("overlay.qcow2");
        Disks.qemuImg(
                "create",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                "-b",
                disks.of(DiskFormat.QCOW2).toString(),
                overlay.toString());

        assertThat(rejected(ingested(overlay, DiskFormat.QCOW2, DiskFormat.RAW)).reason())
                .isEqualTo(RejectionReason.UNSAFE);
    }

    @Test
    void refusesADiskThatNamesADataFile() throws Exception {
        Path disk = folder.resolve("outside.qcow2");
        Disks.qemuImg(
                "create",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + folder.resolve("data"),
                disk.toString(),
                "8M");

        assertThat(rejected(ingested(disk, DiskFormat.QCOW2, null)).reason())
                .isEqualTo(RejectionReason.UNSAFE);
    }

    @ParameterizedTest
    @EnumSource(names = {"QCOW2", "RAW"})
    void refusesADiskThatIsCutOff(DiskFormat target) throws Exception {
        for (int percent : new int[] {25, 50, 90, 99}) {
            Path disk = disks.of(DiskFormat.QCOW2);
            Disks.cut(disk, Files.size(disk) * percent / 100);
            Ingested image = ingested(disk, DiskFormat.QCOW2, target);

            assertThat(step.run(image, run))
                    .as(percent + " %")
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected ->
                                    assertThat(rejected.reason())
                                            .isEqualTo(RejectionReason.DAMAGED));
        }
    }

    @Test
    void refusesADiskInsideADisk() throws Exception {
        Path inner = disks.of(DiskFormat.QCOW2);
        Path outer = folder.resolve("outer.qcow2");
        Disks.qemuImg("convert", "-f", "raw", "-O", "qcow2", inner.toString(), outer.toString());

        assertThat(rejected(ingested(outer, DiskFormat.QCOW2, DiskFormat.RAW)).reason())
                .isEqualTo(RejectionReason.UNSAFE);
    }

    @Test
    void refusesADiskThatWouldUnpackToMoreThanAllowed() throws Exception {
        Ingested image =
                ingested(
                        disks.of(DiskFormat.QCOW2),
                        ContainerFormat.BARE,
                        DiskFormat.QCOW2,
                        DiskFormat.RAW,
                        1 << 20);

        assertThat(rejected(image).reason()).isEqualTo(RejectionReason.TOO_LARGE);
    }

    @Test
    void anObjectThatTheStoreDamagedIsNotTheImagesFault() throws Exception {
        Ingested image = ingested(disks.of(DiskFormat.QCOW2), DiskFormat.QCOW2, DiskFormat.RAW);
        Disks.overwrite(store.place(image.object()), 0, new byte[1 << 16]);

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void anObjectOfAnotherSizeIsNotTheImagesFault() throws Exception {
        Ingested image = ingested(disks.raw(), DiskFormat.RAW, null);
        Disks.cut(store.place(image.object()), 100);

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void anObjectThatIsGoneIsNotTheImagesFault() throws Exception {
        Ingested image = ingested(disks.raw(), DiskFormat.RAW, null);
        store.delete(image.object());

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(ObjectMissing.class);
    }

    @Test
    void aFailureOfOursLeavesNothingBehind() throws Exception {
        Ingested image = ingested(disks.raw(), DiskFormat.RAW, DiskFormat.QCOW2);
        ConvertStep full =
                step(
                        disks.program(
                                        "full",
                                        """
                                        for last; do :; done
                                        echo part > "$last"
                                        echo 'qemu-img: error while writing at byte 0: No space left on device' >&2
                                        exit 1
                                        """)
                                .toString());

        assertThatThrownBy(() -> full.run(image, run)).isInstanceOf(IOException.class);

        assertThat(store.files()).containsExactly(image.object().value());
    }

    @Test
    void anInterruptEndsItWithinTwoSecondsAndLeavesNothingBehind() throws Exception {
        Ingested image = ingested(disks.raw(), DiskFormat.RAW, DiskFormat.QCOW2);
        ConvertStep slow =
                step(
                        disks.program(
                                        "slow",
                                        """
                                        for last; do :; done
                                        echo part > "$last"
                                        printf '%s\\r' '    (10.00/100%)'
                                        exec sleep 300
                                        """)
                                .toString());
        var failure = new AtomicReference<Exception>();
        Thread worker =
                Thread.startVirtualThread(() -> {
                    try {
                        slow.run(image, run);
                    } catch (IOException | InterruptedException ended) {
                        failure.set(ended);
                    }
                });
        await().until(() -> run.steps(Phase.CONVERTING).size() > 1);

        worker.interrupt();

        await().atMost(Duration.ofSeconds(2)).until(() -> !worker.isAlive());
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        assertThat(store.files()).containsExactly(image.object().value());
    }

    @Test
    void aRunThatIsCancelledAtTheLastMomentLeavesNothingBehind() throws Exception {
        Ingested image = ingested(disks.raw(), DiskFormat.RAW, DiskFormat.QCOW2);
        run.cancel();

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(InterruptedException.class);

        assertThat(store.files()).containsExactly(image.object().value());
    }
}
