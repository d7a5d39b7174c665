package diskmill.convert.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a number of eight bytes, as a qcow2 has them. */
final class ByteReader {

    private ByteReader() {}

    static long at(Path file, long position) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer number = ByteBuffer.allocate(8);
            channel.read(number, position);
            return number.getLong(0);
        }
    }
}
