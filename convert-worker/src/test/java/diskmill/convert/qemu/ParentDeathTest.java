package diskmill.convert.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import diskmill.convert.Disks;
import diskmill.image.DiskFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathTest {

    @TempDir Path folder;

    /** The process that is killed. */
    public static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            new QemuImg(QemuImgTest.settings(arguments[0]))
                    .convert(
                            Path.of(arguments[1]),
                            DiskFormat.QCOW2,
                            Path.of(arguments[2]),
                            DiskFormat.RAW,
                            Disks.SIZE,
                            _ -> {});
        }
    }

    @Test
    void whenThisProcessIsKilledItsQemuImgDiesToo() throws Exception {
        var disks = new Disks(folder);
        Path pid = folder.resolve("pid");
        Path slow =
                disks.program(
                        "slow",
                        "echo $$ > '%1$s.part'; mv '%1$s.part' '%1$s'; exec sleep 300"
                                .formatted(pid));
        Process victim =
                start(
                        Victim.class,
                        slow.toString(),
                        disks.of(DiskFormat.QCOW2).toString(),
                        folder.resolve("new").toString());
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pid));

            victim.destroyForcibly();

            String child = Files.readString(pid).strip();
            await().atMost(Duration.ofSeconds(5)).until(() -> ProcessState.isDead(child));
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor()).isNotZero();
        }
    }

    private Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
    }
}
