package diskmill.intake;

import diskmill.digest.BufferRing;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one intake may use. Its memory is {@code buffers × buffer-size}, twice that for compressed images, and what the
 * unpacking of these takes.
 *
 * @param bufferSize          of each buffer, 16KB to 16MB; 128KB by default
 * @param buffers             in each ring, 2 to 256; 16 by default: a ring that leaves the processor's cache costs more (measured with
 *                            md5 and sha256: 2MB take 3 % more CPU than digests and writing alone, 8MB take 20 % and on busy cores twice the time)
 * @param maxCompressionRatio bytes that a compressed image may unpack to for each of its own, once it has unpacked to 64MB; 200
 *                            by default
 * @param xzMemory            for the unpacking of one xz image, which its dictionary decides; 80MB by default, enough for {@code
 *                            xz -9}. All streams together take no more than a quarter of the heap, or this if it is more; others wait
 */
@ConfigurationProperties("diskmill.intake")
public record IntakeSettings(
        @DefaultValue("128KB") DataSize bufferSize,
        @DefaultValue("16") int buffers,
        @DefaultValue("200") int maxCompressionRatio,
        @DefaultValue("80MB") DataSize xzMemory) {

    public IntakeSettings {
        within(bufferSize.toBytes(), 16 << 10, 16 << 20, "buffer-size", "bytes");
        within(buffers, 2, 256, "buffers", "buffers");
        within(maxCompressionRatio, 1, 1_000_000, "max-compression-ratio", "to one");
        within(xzMemory.toBytes(), 1 << 20, 2L << 30, "xz-memory", "bytes");
    }

    /** The defaults. */
    public static IntakeSettings defaults() {
        return new IntakeSettings(DataSize.ofKilobytes(128), 16, 200, DataSize.ofMegabytes(80));
    }

    BufferRing ring(List<? extends BufferRing.Consumer> consumers) {
        return new BufferRing(Math.toIntExact(bufferSize.toBytes()), buffers, consumers);
    }

    private static void within(long value, long least, long most, String name, String unit) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "diskmill.intake.%s must be %d to %d %s; it is %d"
                            .formatted(name, least, most, unit, value));
        }
    }
}
