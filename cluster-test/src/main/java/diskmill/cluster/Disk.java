package diskmill.cluster;

import diskmill.testkit.Sha256;
import diskmill.testkit.disk.QemuImg;
import diskmill.testkit.disk.SampleDisks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** One guest's disk in three forms, and the digests that an image of it must have. */
record Disk(Path raw, Path qcow2, Path packed, String rawSha256, String qcow2Sha256) {

    static Disk make(Path folder, String name, long bytes, long seed) throws IOException {
        Path raw = SampleDisks.bootableDisk(folder.resolve(name + ".raw"), bytes, seed);
        Path qcow2 = folder.resolve(name + ".qcow2");
        QemuImg.succeed("convert", "-f", "raw", "-O", "qcow2", raw.toString(), qcow2.toString());
        Path packed = folder.resolve(name + ".raw.gz");
        try (InputStream in = Files.newInputStream(raw);
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            in.transferTo(out);
        }
        return new Disk(raw, qcow2, packed, Sha256.of(raw), Sha256.of(qcow2));
    }
}
