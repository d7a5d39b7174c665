package diskmill.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A piece of an image, read without ever throwing: what lies beyond its end reads as zero, so that callers ask {@link
 * #length()} where it matters. Numbers of 64 bits that are too large for a {@code long} come out negative.
 */
final class ByteWindow {

    private final byte[] bytes;
    private final int offset;
    private final int length;

    /** A view, not a copy. */
    ByteWindow(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    int length() {
        return length;
    }

    int u8(int at) {
        return at >= 0 && at < length ? bytes[offset + at] & 0xff : 0;
    }

    int u16be(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(int at) {
        return u8(at + 1) << 8 | u8(at);
    }

    long u32be(int at) {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    long u32le(int at) {
        return (long) u16le(at + 2) << 16 | u16le(at);
    }

    long u64be(int at) {
        return u32be(at) << 32 | u32be(at + 4);
    }

    long u64le(int at) {
        return u32le(at + 4) << 32 | u32le(at);
    }

    /** Whether the characters of {@code text}, one byte each, stand at {@code at}. */
    boolean has(int at, String text) {
        if (at < 0 || text.length() > length - at) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isZero(int from, int count) {
        for (int i = 0; i < count; i++) {
            if (u8(from + i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** One character a byte, up to the first zero byte, {@code count} bytes or the end. */
    String text(int from, int count) {
        String all = latin1(from, count);
        int end = all.indexOf(0);
        return end < 0 ? all : all.substring(0, end);
    }

    /** One character a byte, zero bytes too. */
    String latin1(int from, int count) {
        int there = Math.clamp(length - from, 0, count);
        return new String(bytes, offset + from, there, StandardCharsets.ISO_8859_1);
    }

    /** CRC-32C of {@code count} bytes whose own four bytes at {@code checksumAt} count as zero. */
    long crc32c(int from, int count, int checksumAt) {
        byte[] copy = Arrays.copyOfRange(bytes, offset + from, offset + from + count);
        Arrays.fill(copy, checksumAt - from, checksumAt - from + 4, (byte) 0);
        CRC32C crc = new CRC32C();
        crc.update(copy);
        return crc.getValue();
    }

    /** The bytes from {@code from} on. */
    ByteWindow from(int from) {
        int start = Math.clamp(from, 0, length);
        return new ByteWindow(bytes, offset + start, length - start);
    }

    /** Whether {@code count} bytes from {@code position} on lie inside {@code size} bytes; any values, also negative ones. */
    static boolean isInside(long position, long count, long size) {
        return position >= 0 && count >= 0 && position <= size && count <= size - position;
    }
}
