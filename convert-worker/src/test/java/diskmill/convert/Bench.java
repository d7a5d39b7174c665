package diskmill.convert;

import diskmill.convert.qemu.QemuImg;
import diskmill.convert.qemu.QemuImgSettings;
import diskmill.event.ImageEvent.Ingested;
import diskmill.image.AttemptId;
import diskmill.image.ContainerFormat;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.Limits;
import diskmill.image.RunId;
import diskmill.storage.ObjectKey;
import diskmill.storage.file.FileObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The step with a real store in a folder. Whoever opens it closes it. */
final class Bench implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    static final Limits LIMITS = new Limits(1L << 40, 4L << 30);

    private final Path root;
    private final FileObjectStore store;

    private Bench(Path root) throws IOException {
        this.root = root;
        this.store = FileObjectStore.open(root);
    }

    static Bench in(Path folder) throws IOException {
        return new Bench(folder.resolve("store"));
    }

    ConvertStep step() throws InterruptedException {
        return step("qemu-img");
    }

    /** @param executable in the place of qemu-img */
    ConvertStep step(String executable) throws InterruptedException {
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

    /** Stores a bare disk, and says the fact that tells of it. */
    Ingested ingested(Path disk, DiskFormat format, @Nullable DiskFormat target)
            throws IOException {
        return ingested(disk, ContainerFormat.BARE, format, target, LIMITS);
    }

    Ingested ingested(
            Path disk,
            ContainerFormat container,
            DiskFormat format,
            @Nullable DiskFormat target,
            Limits limits)
            throws IOException {
        byte[] content = Files.readAllBytes(disk);
        ObjectKey key = ObjectKey.of(ImageId.random(), AttemptId.next(), RunId.next());
        try (var upload = store.upload(key)) {
            upload.write(content, 0, content.length);
            upload.complete();
        }
        return fact(key, container, format, target, content.length, digests(content), limits);
    }

    /** A disk of any size, holes and all; a hard link of it. */
    Ingested adopted(Path disk, DiskFormat format, DiskFormat target, Digests digests)
            throws IOException {
        ObjectKey key = ObjectKey.of(ImageId.random(), AttemptId.next(), RunId.next());
        try (var draft = store.draft(key)) {
            Files.createLink(draft.path(), disk);
            long size = draft.adopt().size();
            return fact(key, ContainerFormat.BARE, format, target, size, digests, LIMITS);
        }
    }

    private static Ingested fact(
            ObjectKey key,
            ContainerFormat container,
            DiskFormat format,
            @Nullable DiskFormat target,
            long size,
            Digests digests,
            Limits limits) {
        String[] ids = key.value().split("/", -1);
        return new Ingested(
                ImageId.parse(ids[1]),
                AttemptId.parse(ids[2]),
                RunId.parse(ids[3]),
                NOW,
                Instant.now().plusSeconds(3600),
                key,
                container,
                format,
                target,
                size,
                null,
                digests,
                digests,
                HashAlgorithm.SHA256,
                limits);
    }

    static Digests digests(byte[] content) {
        return Digests.of(
                Digest.of(HashAlgorithm.MD5, HashAlgorithm.MD5.newDigest().digest(content)),
                Digest.of(HashAlgorithm.SHA256, HashAlgorithm.SHA256.newDigest().digest(content)));
    }

    /** The object's own file. */
    Path file(ObjectKey key) throws IOException {
        try (var lent = store.lend(key)) {
            return lent.path();
        }
    }

    void delete(ObjectKey key) throws IOException {
        store.delete(key);
    }

    /** The names of all files that hold content: whole objects, by the last part of their keys, and drafts. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
