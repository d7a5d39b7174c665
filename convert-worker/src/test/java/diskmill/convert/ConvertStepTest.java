package diskmill.convert;

import static diskmill.image.DiskFormat.ISO;
import static diskmill.image.DiskFormat.QCOW2;
import static diskmill.image.DiskFormat.RAW;
import static diskmill.image.DiskFormat.VDI;
import static diskmill.image.DiskFormat.VHD;
import static diskmill.image.DiskFormat.VHDX;
import static diskmill.image.DiskFormat.VMDK;
import static diskmill.image.RejectionReason.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.convert.RecordedRun.Step;
import diskmill.event.ImageEvent;
import diskmill.event.ImageEvent.Converted;
import diskmill.event.ImageEvent.Ingested;
import diskmill.event.ImageEvent.Rejected;
import diskmill.event.Phase;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.storage.ObjectKey;
import diskmill.testkit.disk.SampleDisks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConvertStepTest {

    @TempDir Path folder;
    private SampleDisks disks;
    private Bench bench;
    private ConvertStep step;
    private final RecordedRun run = new RecordedRun();

    @BeforeEach
    void start() throws Exception {
        disks = SampleDisks.in(Files.createDirectory(folder.resolve("disks")));
        bench = Bench.in(folder);
        step = bench.step();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private Converted converted(Ingested image) throws Exception {
        ImageEvent outcome = step.run(image, run);
        assertThat(outcome).isInstanceOf(Converted.class);
        return (Converted) outcome;
    }

    static Stream<Arguments> goodDisks() {
        return Stream.of(
                Arguments.of(RAW, disk(SampleDisks::raw)),
                Arguments.of(RAW, disk(SampleDisks::gpt)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2Zlib)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2Zstd)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2ExtendedL2)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2Version2)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2SmallClusters)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2LargeClusters)),
                Arguments.of(QCOW2, disk(SampleDisks::qcow2WithSnapshot)),
                Arguments.of(VMDK, disk(SampleDisks::vmdkMonolithicSparse)),
                Arguments.of(VMDK, disk(SampleDisks::vmdkStreamOptimized)),
                Arguments.of(VDI, disk(SampleDisks::vdi)),
                Arguments.of(VHD, disk(SampleDisks::vhdDynamic)),
                Arguments.of(VHD, disk(SampleDisks::vhdFixed)),
                Arguments.of(VHDX, disk(SampleDisks::vhdx)));
    }

    private static Function<SampleDisks, Path> disk(Function<SampleDisks, Path> disk) {
        return disk;
    }

    @ParameterizedTest
    @MethodSource("goodDisks")
    void aDiskThatIsWantedAsItIsStaysWhereItIs(DiskFormat format, Function<SampleDisks, Path> disk)
            throws Exception {
        Ingested image = bench.ingested(disk.apply(disks), format, null);

        assertThat(step.run(image, run))
                .isEqualTo(
                        new Converted(
                                image.imageId(),
                                image.attemptId(),
                                run.id(),
                                Bench.NOW,
                                image.object(),
                                format,
                                image.size(),
                                SampleDisks.VIRTUAL_SIZE,
                                image.storedDigests()));
        assertThat(bench.files()).hasSize(1);
    }

    static Stream<Arguments> conversions() {
        return goodDisks()
                .flatMap(disk ->
                        Stream.of(RAW, QCOW2)
                                .filter(target -> target != disk.get()[0])
                                .map(target -> Arguments.of(disk.get()[0], disk.get()[1], target)));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void aConvertedDiskHasTheSameContentAndTheDigestsOfItsOwnBytes(
            DiskFormat format, Function<SampleDisks, Path> disk, DiskFormat target)
            throws Exception {
        Path original = disk.apply(disks);
        Ingested image = bench.ingested(original, format, target);

        Converted converted = converted(image);

        Path made = bench.file(converted.object());
        assertThat(converted)
                .isEqualTo(
                        new Converted(
                                image.imageId(),
                                image.attemptId(),
                                run.id(),
                                Bench.NOW,
                                ObjectKey.of(image.imageId(), image.attemptId(), run.id()),
                                target,
                                Files.size(made),
                                SampleDisks.VIRTUAL_SIZE,
                                Bench.digests(Files.readAllBytes(made))));
        Path guest = format == RAW ? original : disks.raw();
        Disks.qemuImg(
                "compare", "-f", "raw", "-F", target.toString(), guest.toString(), made.toString());
        assertThat(bench.files()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"AMI", "AKI", "ARI", "PLOOP", "RAW"})
    void bytesOfNoFormatAreTakenAsTheyAre(DiskFormat format) throws Exception {
        Path bytes = Files.writeString(folder.resolve("bytes"), "no disk at all");

        Converted converted = converted(bench.ingested(bytes, format, null));

        assertThat(converted.format()).isEqualTo(format);
        assertThat(converted.virtualSize()).isEqualTo(14);
    }

    @Test
    void anIsoIsLookedAtAndKept() throws Exception {
        Ingested image = bench.ingested(disks.hybridIso(), ISO, null);

        Converted converted = converted(image);

        assertThat(converted.object()).isEqualTo(image.object());
        assertThat(converted.virtualSize()).isEqualTo(image.size());
    }

    @Test
    void anEncryptedDiskIsKept() throws Exception {
        Ingested image = bench.ingested(disks.qcow2Luks(), QCOW2, null);

        assertThat(converted(image).object()).isEqualTo(image.object());
    }

    @Test
    void anEncryptedDiskCannotBeConverted() throws Exception {
        Ingested image = bench.ingested(disks.qcow2Luks(), QCOW2, RAW);

        assertThat(step.run(image, run))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(UNSUPPORTED));
    }

    @Test
    void theFormatThatItHasIsNoConversion() throws Exception {
        Ingested image = bench.ingested(disks.qcow2(), QCOW2, QCOW2);

        assertThat(converted(image).object()).isEqualTo(image.object());
    }

    @Test
    void anotherContainerIsNotLookedInto() throws Exception {
        Path archive = Files.writeString(folder.resolve("x.ova"), "an archive");
        Ingested image = bench.ingested(archive, ContainerFormat.OVA, VMDK, null, Bench.LIMITS);

        Converted converted = converted(image);

        assertThat(converted.object()).isEqualTo(image.object());
        assertThat(converted.virtualSize()).isNull();
    }

    @Test
    void aDiskOfHalfASectorGetsAWholeOne() throws Exception {
        Path odd = new Disks(folder).raw("odd.raw", 1_000_100, 0, 1000);

        assertThat(converted(bench.ingested(odd, RAW, QCOW2)).virtualSize()).isEqualTo(1_000_448);
    }

    @Test
    void eachPhaseTellsItsBytesToTheEnd() throws Exception {
        Ingested image = bench.ingested(disks.qcow2(), QCOW2, RAW);
        long all = SampleDisks.VIRTUAL_SIZE;

        Converted converted = converted(image);

        assertThat(run.steps(Phase.CHECKING))
                .last()
                .isEqualTo(new Step(Phase.CHECKING, image.size(), image.size()));
        assertThat(run.steps(Phase.CONVERTING))
                .last()
                .isEqualTo(new Step(Phase.CONVERTING, all, all));
        assertThat(run.steps(Phase.STORING))
                .last()
                .isEqualTo(new Step(Phase.STORING, converted.size(), converted.size()));
        for (Phase phase : Phase.values()) {
            assertThat(run.steps(phase)).extracting(Step::done).isSorted();
        }
    }

    @Test
    void holesStayHolesInTheStore() throws Exception {
        Path raw = new Disks(folder).raw("large.raw", 1L << 30, 1 << 20, 1 << 20);
        Path packed = folder.resolve("large.qcow2");
        Disks.qemuImg("convert", "-f", "raw", "-O", "qcow2", raw.toString(), packed.toString());

        Converted converted = converted(bench.ingested(packed, QCOW2, RAW));

        assertThat(converted.size()).isEqualTo(1L << 30);
        assertThat(Disks.allocated(bench.file(converted.object()))).isLessThan(4 << 20);
    }

    @Test
    void aSecondRunComesToTheSameUnderAKeyOfItsOwn() throws Exception {
        Ingested image = bench.ingested(disks.qcow2(), QCOW2, RAW);
        var second = new RecordedRun();

        var one = (Converted) step.run(image, run);
        var other = (Converted) step.run(image, second);

        assertThat(other.digests()).isEqualTo(one.digests());
        assertThat(other.size()).isEqualTo(one.size());
        assertThat(bench.files())
                .containsExactlyInAnyOrder(
                        image.runId().toString(), run.id().toString(), second.id().toString());
    }
}
