package diskmill.intake;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes compressed streams. */
enum Packing {
    GZIP {
        @Override
        OutputStream around(OutputStream target) throws IOException {
            return new GZIPOutputStream(target);
        }
    },
    BZIP2 {
        @Override
        OutputStream around(OutputStream target) throws IOException {
            return new BZip2CompressorOutputStream(target);
        }
    },
    XZ {
        @Override
        OutputStream around(OutputStream target) throws IOException {
            return new XZOutputStream(target, new LZMA2Options(0));
        }
    },
    ZSTD {
        @Override
        OutputStream around(OutputStream target) throws IOException {
            return new ZstdOutputStream(target).setChecksum(true);
        }
    };

    abstract OutputStream around(OutputStream target) throws IOException;

    byte[] pack(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (OutputStream packing = around(packed)) {
            packing.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** So many zeros, packed. */
    byte[] packZeros(long length) {
        var packed = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (OutputStream packing = around(packed)) {
            for (long written = 0; written < length; written += zeros.length) {
                packing.write(zeros, 0, (int) Math.min(zeros.length, length - written));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /**
     * Says that it needs a dictionary of so many bytes to be unpacked. It is forged, since a compressor that needs it takes five
     * times as much.
     *
     * @param sizeCode as the format has it: 28 is 64 MiB, 30 is 128 MiB
     */
    static byte[] xzWithDictionary(byte[] content, int sizeCode) {
        byte[] packed = XZ.pack(content);
        int header = 12;
        int length = (packed[header] + 1) * 4 - 4;
        packed[header + 4] = (byte) sizeCode;
        CRC32 checksum = new CRC32();
        checksum.update(packed, header, length);
        ByteBuffer.wrap(packed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(header + length, (int) checksum.getValue());
        return packed;
    }

    /**
     * A frame by hand (RFC 8878) that says it needs a window of {@code 1 << windowLog} bytes, with one uncompressed block.
     *
     * @param content at most 128 KiB
     */
    static byte[] zstdWithWindow(byte[] content, int windowLog) {
        int lastRawBlock = (content.length << 3) | 1;
        return ByteBuffer.allocate(9 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xfd2fb528)
                .put((byte) 0)
                .put((byte) ((windowLog - 10) << 3))
                .put((byte) lastRawBlock)
                .putShort((short) (lastRawBlock >> 8))
                .put(content)
                .array();
    }
}
