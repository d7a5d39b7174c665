package diskmill.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a MinIO server keeps, read from its own folder: the server itself lists unfinished uploads only by their exact
 * names, and a test that asks for what it expects would not find what it doesn't.
 */
final class Bucket {

    private final Path bucket;
    private final Path unfinished;

    /** @param data the server's folder */
    Bucket(Path data, String name) {
        this.bucket = data.resolve(name);
        this.unfinished = data.resolve(".minio.sys/multipart");
    }

    /** The keys of its objects. MinIO keeps each in a folder of that name, with a file {@code xl.meta}. */
    private Set<String> keys() throws IOException {
        try (Stream<Path> paths = walk(bucket)) {
            return paths.filter(Bucket::isMeta)
                    .map(path -> bucket.relativize(path.getParent()).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What it holds beside one object for each of these images; empty if it is as it must be. */
    List<String> untidiness(Set<String> images) throws IOException {
        List<String> problems = new ArrayList<>();
        Set<String> missing = new TreeSet<>(images);
        for (String key : keys()) {
            List<String> names = List.of(key.split("/", -1));
            if (!names.getFirst().equals("images") || !missing.remove(names.get(1))) {
                problems.add("the bucket holds " + key + ", which nobody needs");
            }
        }
        missing.forEach(image -> problems.add("the bucket has no bytes of image " + image));
        long unfinishedUploads = unfinishedUploads();
        if (unfinishedUploads > 0) {
            problems.add("the bucket holds %d unfinished uploads".formatted(unfinishedUploads));
        }
        return problems;
    }

    /** How many uploads were begun and neither completed nor aborted. */
    private long unfinishedUploads() throws IOException {
        try (Stream<Path> paths = walk(unfinished)) {
            return paths.filter(Bucket::isMeta).count();
        }
    }

    private static boolean isMeta(Path path) {
        return path.getFileName().toString().equals("xl.meta");
    }

    /** While the server works, folders come and go. */
    private static Stream<Path> walk(Path folder) throws IOException {
        for (int tries = 0; ; tries++) {
            try (Stream<Path> paths = Files.walk(folder)) {
                return paths.toList().stream();
            } catch (NoSuchFileException none) {
                if (!Files.exists(folder)) {
                    return Stream.empty();
                }
                if (tries > 20) {
                    throw none;
                }
            } catch (UncheckedIOException moved) {
                if (tries > 20) {
                    throw moved;
                }
            }
        }
    }
}
