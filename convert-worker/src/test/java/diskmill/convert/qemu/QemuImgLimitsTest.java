package diskmill.convert.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import diskmill.convert.Disks;
import diskmill.image.DiskFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** With programs in the place of qemu-img that behave as a hostile disk can make it behave. */
class QemuImgLimitsTest {

    @TempDir Path folder;
    private Disks disks;
    private Path disk;

    @BeforeEach
    void makeDisk() throws Exception {
        disks = new Disks(folder);
        disk = disks.raw();
    }

    private QemuImg qemuImg(String script) throws Exception {
        return new QemuImg(
                new QemuImgSettings(
                        disks.program("qemu-img", script).toString(),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        DataSize.ofMegabytes(20),
                        DataSize.ofGigabytes(2)));
    }

    @Test
    void oneThatHangsIsKilledAndIsNotTheImagesFault() throws Exception {
        QemuImg hanging = qemuImg("exec sleep 300");

        assertThatThrownBy(() -> hanging.info(disk, DiskFormat.RAW))
                .isInstanceOf(QemuImgFailed.class)
                .hasMessageContaining("did not end within 2 s");
    }

    @Test
    void oneThatComputesForEverIsTheImagesFault() throws Exception {
        var busy =
                new QemuImg(
                        QemuImgTest.settings(
                                disks.program("busy", "ulimit -S -t 1; while :; do :; done")
                                        .toString()));

        assertThat(busy.info(disk, DiskFormat.RAW))
                .isEqualTo(
                        new Inspection.Unreadable(
                                "qemu-img info of it as raw takes more CPU time than we allow for its size"));
    }

    @Test
    void oneThatIsKilledFromOutsideIsNotTheImagesFault() throws Exception {
        QemuImg killed = qemuImg("kill -KILL $$");
        QemuImg ended = qemuImg("kill -TERM $$");

        assertThatThrownBy(() -> killed.check(disk, DiskFormat.RAW))
                .isInstanceOf(QemuImgFailed.class);
        assertThatThrownBy(() -> ended.check(disk, DiskFormat.RAW))
                .isInstanceOf(QemuImgFailed.class);
    }

    @Test
    void oneThatCrashesIsTheImagesFault() throws Exception {
        QemuImg crashing = qemuImg("kill -SEGV $$");

        assertThat(crashing.check(disk, DiskFormat.RAW)).isInstanceOf(Check.Damaged.class);
    }

    @Test
    void garbageForAnAnswerIsTheImagesFault() throws Exception {
        QemuImg garbling = qemuImg("echo '{ \"virtual-size\": '");

        assertThat(garbling.info(disk, DiskFormat.RAW)).isInstanceOf(Inspection.Unreadable.class);
    }

    @Test
    void anAnswerWithoutEndIsCutOffAndNotKept() throws Exception {
        QemuImg talking =
                qemuImg("head -c 100000000 /dev/zero | tr '\\0' '{'; echo last words >&2; exit 1");

        assertThat(talking.info(disk, DiskFormat.RAW))
                .isEqualTo(
                        new Inspection.Unreadable("qemu-img info of it as raw failed: last words"));
    }

    @Test
    void complaintsWithoutEndAreCutOffAndNotKept() throws Exception {
        QemuImg complaining =
                qemuImg(
                        "head -c 100000000 /dev/zero | tr '\\0' '!' >&2; echo >&2; echo no >&2; exit 1");

        assertThat(complaining.info(disk, DiskFormat.RAW))
                .isEqualTo(new Inspection.Unreadable("qemu-img info of it as raw failed: no"));
    }

    @Test
    void nothingIsWrittenWhereNothingIsToBeWritten() throws Exception {
        QemuImg writing = qemuImg("echo x > '" + folder.resolve("x") + "'; exit 1");

        writing.info(disk, DiskFormat.RAW);

        assertThat(folder.resolve("x")).isEmptyFile();
    }

    @Test
    void itsMemoryIsBounded() throws Exception {
        QemuImg bounded = qemuImg("ulimit -v >&2; exit 1");

        long kib = (2_147_483_648L + Disks.SIZE / 128) / 1024;
        assertThat(bounded.info(disk, DiskFormat.RAW))
                .isEqualTo(new Inspection.Unreadable("qemu-img info of it as raw failed: " + kib));
    }

    @Test
    void itsComputingIsBoundedBelowItsTime() throws Exception {
        var bounded =
                new QemuImg(
                        QemuImgTest.settings(
                                disks.program("bounded", "ulimit -t >&2; exit 1").toString()));

        assertThat(bounded.info(disk, DiskFormat.RAW))
                .isEqualTo(new Inspection.Unreadable("qemu-img info of it as raw failed: 24"));
    }

    @Test
    void itHasAnEmptyFolderAndNoMoreEnvironmentThanItNeeds() throws Exception {
        QemuImg telling = qemuImg("echo $(ls -A | wc -l) $(env | cut -d= -f1 | sort) >&2; exit 1");

        assertThat(telling.info(disk, DiskFormat.RAW))
                .isEqualTo(
                        new Inspection.Unreadable(
                                "qemu-img info of it as raw failed: 0 LANG MALLOC_ARENA_MAX PATH PWD"));
    }

    @Test
    void itHearsNothingOnItsInput() throws Exception {
        QemuImg listening = qemuImg("cat; echo heard >&2; exit 1");

        assertThat(listening.info(disk, DiskFormat.RAW))
                .isEqualTo(new Inspection.Unreadable("qemu-img info of it as raw failed: heard"));
    }

    @Test
    void anInterruptKillsItWithAllItStartedWithinASecond() throws Exception {
        Path pids = folder.resolve("pids");
        QemuImg stubborn =
                new QemuImg(
                        QemuImgTest.settings(
                                disks.program(
                                                "stubborn",
                                                """
                                                trap '' TERM INT HUP
                                                sleep 300 &
                                                echo $! > '%1$s.part'
                                                echo $$ >> '%1$s.part'
                                                mv '%1$s.part' '%1$s'
                                                wait
                                                sleep 300
                                                """
                                                        .formatted(pids))
                                        .toString()));
        var failure = new AtomicReference<Exception>();
        Thread caller =
                Thread.startVirtualThread(() -> {
                    try {
                        stubborn.convert(
                                disk,
                                DiskFormat.RAW,
                                folder.resolve("new"),
                                DiskFormat.QCOW2,
                                Disks.SIZE,
                                _ -> {});
                    } catch (IOException | InterruptedException ended) {
                        failure.set(ended);
                    }
                });
        await().until(() -> Files.exists(pids));

        caller.interrupt();

        await().atMost(Duration.ofSeconds(1)).until(() -> !caller.isAlive());
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        for (String pid : Files.readAllLines(pids)) {
            await().atMost(Duration.ofSeconds(1)).until(() -> ProcessState.isDead(pid));
        }
    }

    @Test
    void aMissingProgramIsToldWithTheRemedy() throws Exception {
        var missing = new QemuImg(QemuImgTest.settings("qemu-img-that-is-not-there"));

        assertThatThrownBy(missing::requireUsable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "qemu-img was not found: install qemu-utils (Debian, Ubuntu)");
    }

    @Test
    void anotherProgramIsNotTakenForIt() throws Exception {
        QemuImg other = qemuImg("echo hello");

        assertThatThrownBy(other::requireUsable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("diskmill.qemu-img.executable");
    }

    @Test
    void aVersionThatNobodyTriedIsRefused() throws Exception {
        QemuImg old = qemuImg("echo 'qemu-img version 6.2.0 (Debian 1:6.2+dfsg-2)'");

        assertThatThrownBy(old::requireUsable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("qemu-img 6.2.0 is too old: install 7.2 or newer");
    }
}
