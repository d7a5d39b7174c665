package diskmill.convert;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.DiskFormat;
import diskmill.testkit.disk.QemuImg;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes small real disks in a folder, with qemu-img and by hand. */
public record Disks(Path folder) {

    public static final long SIZE = 8L << 20;

    /** A disk of {@link #SIZE} bytes: 3 MiB of noise from 1 MiB on, the rest zeros. */
    public Path raw() throws IOException {
        return raw("disk.raw", SIZE, 1 << 20, 3 << 20);
    }

    public Path raw(String name, long size, long noiseAt, int noise) throws IOException {
        Path raw = folder.resolve(name);
        byte[] bytes = new byte[noise];
        new Random(1).nextBytes(bytes);
        try (var file =
                FileChannel.open(raw, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(bytes), noiseAt);
            file.write(ByteBuffer.allocate(1), size - 1);
        }
        return raw;
    }

    /** The content of {@link #raw()} in another format. */
    public Path of(DiskFormat format, String... options) throws IOException {
        Path raw = raw();
        if (format == DiskFormat.RAW) {
            return raw;
        }
        Path disk = folder.resolve("disk." + format);
        List<String> arguments =
                new ArrayList<>(
                        List.of("convert", "-f", "raw", "-O", qemuName(format), raw.toString()));
        arguments.addAll(Arrays.asList(options));
        arguments.add(disk.toString());
        qemuImg(arguments.toArray(String[]::new));
        return disk;
    }

    public static void qemuImg(String... arguments) {
        QemuImg.succeed(arguments);
    }

    public static void overwrite(Path file, long position, byte... bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }

    public static void cut(Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    /** How much of the file has blocks on the device. */
    public static long allocated(Path file) throws IOException, InterruptedException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks =
                new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(stat.waitFor()).isZero();
        return Long.parseLong(blocks) * 512;
    }

    /** A program in the place of qemu-img, that does what the script says. */
    public Path program(String name, String script) throws IOException {
        Path program = folder.resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private static String qemuName(DiskFormat format) {
        return format == DiskFormat.VHD ? "vpc" : format.toString();
    }
}
