package diskmill.testkit.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Disks that must be refused: of foreign formats, that name other files, that were forged or are no disks. */
public final class BrokenDisks {

    private static final int ISO_DESCRIPTORS = 32 * 1024;

    private final SampleDisks samples;

    BrokenDisks(SampleDisks samples) {
        this.samples = samples;
    }

    public Path qcow2WithBackingFile() {
        return created(
                "backing.qcow2", "qcow2", "backing_file=" + samples.raw() + ",backing_fmt=raw");
    }

    /** Its data is in a file beside it. */
    public Path qcow2WithDataFile() {
        return created(
                "data-file.qcow2",
                "qcow2",
                "data_file=" + samples.folder().resolve("data-file.raw"));
    }

    /** Encrypted in the way that QEMU gave up. */
    public Path qcow2Aes() {
        return forged("aes.qcow2", samples.qcow2(), bytes -> bytes.putInt(32, 1));
    }

    public Path qcow2OfVersion(int version) {
        return forged(
                "version-" + version + "-forged.qcow2",
                samples.qcow2(),
                bytes -> bytes.putInt(4, version));
    }

    /** @param bit of the features that a reader must know */
    public Path qcow2WithFeature(int bit) {
        return forged(
                "feature-" + bit + ".qcow2",
                samples.qcow2(),
                bytes -> bytes.putLong(72, bytes.getLong(72) | 1L << bit));
    }

    /** Says that a guest would see 4 EiB. */
    public Path qcow2OfFourExbibytes() {
        return forged("4-eib.qcow2", samples.qcow2(), bytes -> bytes.putLong(24, 1L << 62));
    }

    public Path qcow2WithHugeL1() {
        return forged(
                "huge-l1.qcow2", samples.qcow2(), bytes -> bytes.putInt(36, Integer.MAX_VALUE));
    }

    public Path qcow2WithL1BeyondEnd() {
        return forged("l1-beyond-end.qcow2", samples.qcow2(), bytes -> bytes.putLong(40, 1L << 40));
    }

    /** A whole qcow2 with a disc's descriptors at the end of its first cluster, which it does not use. */
    public Path qcow2AndIso() {
        byte[] disc = IsoImage.bytes();
        return forged(
                "polyglot.qcow2",
                samples.qcow2(),
                bytes -> bytes.put(ISO_DESCRIPTORS, disc, ISO_DESCRIPTORS, 4096));
    }

    /** The text that goes with a disk in a file beside it. */
    public Path vmdkDescriptor() {
        return samples.converted("flat.vmdk", "vmdk", "-o", "subformat=monolithicFlat");
    }

    /** The text that goes with a disk in pieces. */
    public Path vmdkSplitDescriptor() {
        return samples.converted("split.vmdk", "vmdk", "-o", "subformat=twoGbMaxExtentFlat");
    }

    public Path qed() {
        return samples.converted("disk.qed", "qed");
    }

    public Path parallels() {
        return samples.converted("disk.parallels", "parallels");
    }

    /** The format before qcow2. */
    public Path qcow1() {
        return samples.converted("disk.qcow", "qcow");
    }

    /** The first sector gives an impossible cylinder, head and sector for its GPT's start. */
    public Path gptWithBadStart() {
        return samples.bytes("bad-start.raw", SampleDisks.pattern(BootSector.protective(7, 0, 9)));
    }

    /** What a server answers in the place of a disk. */
    public Path htmlPage() {
        String page =
                "\n<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body>Not here.</body></html>\n";
        return samples.bytes("page.html", page.getBytes(StandardCharsets.UTF_8));
    }

    /** 0 bytes. */
    public Path empty() {
        return samples.bytes("empty.raw", new byte[0]);
    }

    /** A copy of {@code original} under {@code name} with some bytes changed; numbers are big-endian. */
    public Path forged(String name, Path original, Consumer<ByteBuffer> change) {
        try {
            byte[] bytes = Files.readAllBytes(original);
            change.accept(ByteBuffer.wrap(bytes));
            return samples.bytes(name, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path created(String name, String format, String options) {
        Path made = samples.folder().resolve(name);
        if (!Files.exists(made)) {
            QemuImg.succeed(
                    "create",
                    "-q",
                    "-f",
                    format,
                    "-o",
                    options,
                    made.toString(),
                    String.valueOf(SampleDisks.VIRTUAL_SIZE));
        }
        return made;
    }
}
