package diskmill.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDisksTest {

    @TempDir Path folder;

    @Test
    void makesTheSameBootableDiskFromTheSameSeed() throws IOException {
        Path one = SampleDisks.bootableDisk(folder.resolve("one"), 16 << 20, 7);
        Path other = SampleDisks.bootableDisk(folder.resolve("other"), 16 << 20, 7);
        Path another = SampleDisks.bootableDisk(folder.resolve("another"), 16 << 20, 8);

        assertThat(Files.mismatch(one, other)).isEqualTo(-1);
        assertThat(Files.mismatch(one, another)).isNotEqualTo(-1);
    }

    @Test
    void makesABootableDiskOfExactlyItsSizeWithABootSector() throws IOException {
        Path disk = SampleDisks.bootableDisk(folder.resolve("disk"), (16 << 20) + 512, 7);

        assertThat(Files.size(disk)).isEqualTo((16 << 20) + 512);
        assertThat(Files.readAllBytes(disk)).contains((byte) 0x55, Index.atIndex(510));
    }

    @Test
    void makesAConvertedDiskThatShowsTheSameBytesToAGuest() {
        SampleDisks samples = SampleDisks.in(folder);

        String answer =
                QemuImg.succeed(
                        "compare",
                        "-f",
                        "raw",
                        "-F",
                        "qcow2",
                        samples.raw().toString(),
                        samples.qcow2Zstd().toString());

        assertThat(answer).contains("identical");
    }

    @Test
    void makesEachDiskOnce() throws IOException {
        SampleDisks samples = SampleDisks.in(folder);
        Path made = samples.vdi();
        var before = Files.getLastModifiedTime(made);

        assertThat(SampleDisks.in(folder).vdi()).isEqualTo(made);
        assertThat(Files.getLastModifiedTime(made)).isEqualTo(before);
    }

    @Test
    void makesADiscThatOtherProgramsWouldReadByItsDescriptor() throws IOException {
        byte[] disc = Files.readAllBytes(SampleDisks.in(folder).iso());

        assertThat(new String(disc, 32_769, 5, StandardCharsets.US_ASCII)).isEqualTo("CD001");
        assertThat(disc).hasSize(64 * 2048);
    }
}
