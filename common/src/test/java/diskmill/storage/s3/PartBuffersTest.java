package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.storage.s3.PartBuffers.PartBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class PartBuffersTest {

    private static final int SIZE = 2 * PartBuffers.CHUNK + 1_000;

    private final byte[] content = new byte[SIZE + 1];

    PartBuffersTest() {
        new Random(1).nextBytes(content);
    }

    @Test
    void aPartTakesWhatItHasRoomForInAnyPortions() throws Exception {
        PartBuffers buffers = new PartBuffers(SIZE);
        try (PartBuffer part = buffers.take(SIZE)) {
            assertThat(part.fill(content, 0, PartBuffers.CHUNK - 1))
                    .isEqualTo(PartBuffers.CHUNK - 1);
            assertThat(part.isFull()).isFalse();
            int rest = content.length - PartBuffers.CHUNK + 1;

            assertThat(part.fill(content, PartBuffers.CHUNK - 1, rest)).isEqualTo(rest - 1);

            assertThat(part.isFull()).isTrue();
            assertThat(bytes(part)).isEqualTo(Arrays.copyOf(content, SIZE));
        }
    }

    @Test
    void aBodyCanBeSentTwice() throws Exception {
        try (PartBuffer part = new PartBuffers(SIZE).take(SIZE)) {
            part.fill(content, 0, SIZE - 5);
            PartBody body = new PartBody(part.bytes());

            for (int i = 0; i < 2; i++) {
                Buffer sent = new Buffer();
                body.writeTo(sent);
                assertThat(sent.size()).isEqualTo(body.contentLength()).isEqualTo(SIZE - 5);
                assertThat(sent.readByteArray()).isEqualTo(bytes(part));
            }
        }
    }

    @Test
    void allOfAMemoryOfAnySizeIsOnePart() throws Exception {
        PartBuffers buffers = new PartBuffers(SIZE);

        buffers.take(SIZE).close();

        assertThat(buffers.freeBytes()).isEqualTo(buffers.bytes()).isGreaterThanOrEqualTo(SIZE);
    }

    @Test
    void closingTwiceGivesTheMemoryBackOnce() throws Exception {
        PartBuffers buffers = new PartBuffers(SIZE);
        PartBuffer part = buffers.take(SIZE);
        part.fill(content, 0, SIZE);

        part.close();
        part.close();

        assertThat(buffers.freeBytes()).isEqualTo(buffers.bytes());
    }

    private static byte[] bytes(PartBuffer part) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer each : part.bytes()) {
            byte[] piece = new byte[each.remaining()];
            each.get(piece);
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
