package diskmill.convert;

import static diskmill.image.DiskFormat.QCOW2;
import static diskmill.image.DiskFormat.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.event.ImageEvent.Ingested;
import diskmill.event.Phase;
import diskmill.storage.ObjectMissing;
import diskmill.storage.StoreUnavailable;
import diskmill.testkit.disk.SampleDisks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner is not to blame for: it is thrown, and leaves nothing behind. */
class StepFailuresTest {

    @TempDir Path folder;
    private SampleDisks disks;
    private Bench bench;
    private final RecordedRun run = new RecordedRun();

    @BeforeEach
    void start() throws Exception {
        disks = SampleDisks.in(Files.createDirectory(folder.resolve("disks")));
        bench = Bench.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    /** A step whose qemu-img does what the script says, once it has begun to write. */
    private ConvertStep stepThatBeginsAnd(String script) throws Exception {
        String begin =
                """
                for last; do :; done
                echo part > "$last"
                printf '%s\\r' '    (10.00/100%)'
                """;
        return bench.step(new Disks(folder).program("qemu-img", begin + script).toString());
    }

    private void requireOnlyTheSource(Ingested image) throws IOException {
        assertThat(bench.files()).containsExactly(image.runId().toString());
    }

    @Test
    void anObjectThatTheStoreDamagedIsNotTheImagesFault() throws Exception {
        Ingested image = bench.ingested(disks.qcow2(), QCOW2, RAW);
        Disks.overwrite(bench.file(image.object()), 0, new byte[1 << 16]);
        ConvertStep step = bench.step();

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void anObjectOfAnotherSizeIsNotTheImagesFault() throws Exception {
        Ingested image = bench.ingested(disks.raw(), RAW, null);
        Disks.cut(bench.file(image.object()), 100);
        ConvertStep step = bench.step();

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void anObjectThatIsGoneIsNotTheImagesFault() throws Exception {
        Ingested image = bench.ingested(disks.raw(), RAW, null);
        bench.delete(image.object());
        ConvertStep step = bench.step();

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(ObjectMissing.class);
    }

    @Test
    void aFullDiskIsNotTheImagesFault() throws Exception {
        Ingested image = bench.ingested(disks.raw(), RAW, QCOW2);
        ConvertStep step =
                stepThatBeginsAnd(
                        """
                        echo 'qemu-img: error while writing at byte 0: No space left on device' >&2
                        echo 'qemu-img: error while writing at byte 8: No space left on device' >&2
                        exit 1
                        """);

        assertThatThrownBy(() -> step.run(image, run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no space");

        requireOnlyTheSource(image);
    }

    @Test
    void aConversionThatIsKilledFromOutsideIsNotTheImagesFault() throws Exception {
        Ingested image = bench.ingested(disks.raw(), RAW, QCOW2);
        ConvertStep step = stepThatBeginsAnd("kill -KILL $$");

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(IOException.class);

        requireOnlyTheSource(image);
    }

    @Test
    void aConversionThatSaysDoneWithAHalfWrittenDiskIsNotBelieved() throws Exception {
        Ingested image = bench.ingested(disks.raw(), RAW, QCOW2);
        ConvertStep step = stepThatBeginsAnd("exit 0");

        assertThatThrownBy(() -> step.run(image, run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not sound");

        requireOnlyTheSource(image);
    }

    @Test
    void anInterruptEndsItWithinTwoSecondsAndLeavesNothingBehind() throws Exception {
        Ingested image = bench.ingested(disks.raw(), RAW, QCOW2);
        ConvertStep step = stepThatBeginsAnd("trap '' TERM; sleep 300; sleep 300");
        var failure = new AtomicReference<Exception>();
        Thread worker =
                Thread.startVirtualThread(() -> {
                    try {
                        step.run(image, run);
                    } catch (IOException | InterruptedException ended) {
                        failure.set(ended);
                    }
                });
        await().until(() -> run.steps(Phase.CONVERTING).size() > 1);

        worker.interrupt();

        await().atMost(Duration.ofSeconds(2)).until(() -> !worker.isAlive());
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        requireOnlyTheSource(image);
    }

    @Test
    void aRunThatIsCancelledAtTheLastMomentLeavesNothingBehind() throws Exception {
        Ingested image = bench.ingested(disks.raw(), RAW, QCOW2);
        ConvertStep step = bench.step();
        run.cancel();

        assertThatThrownBy(() -> step.run(image, run)).isInstanceOf(InterruptedException.class);

        requireOnlyTheSource(image);
    }
}
