package diskmill.intake;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * The compressed streams that are unpacked on their way in. Several members one after the other are one stream, as their own
 * tools take them (pigz, bgzip, pbzip2, xz -T and pzstd write such); anything else after the last is refused. Checksums inside
 * the stream are verified.
 */
enum Compression {
    GZIP("1f8b08") {
        @Override
        InputStream open(InputStream packed, IntakeSettings settings) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .setBufferSize(BUFFER)
                    .get();
        }
    },

    /** The magic of its first block, or of its end, belongs to it: three letters and a digit may begin any text. */
    BZIP2("425a68..(314159265359|177245385090)") {
        @Override
        InputStream open(InputStream packed, IntakeSettings settings) throws IOException {
            return new BZip2CompressorInputStream(packed, true);
        }
    },
    XZ("fd377a585a00") {
        @Override
        long memory(IntakeSettings settings) {
            return settings.xzMemory().toBytes();
        }

        @Override
        InputStream open(InputStream packed, IntakeSettings settings) throws IOException {
            int kibibytes = Math.toIntExact(settings.xzMemory().toKilobytes());
            return new XZInputStream(packed, kibibytes, true, new BasicArrayCache());
        }
    },

    /** The second form is pzstd's, which begins with the size of its first frame. */
    ZSTD("(502a4d1804000000.{8})?28b52ffd") {
        @Override
        long memory(IntakeSettings settings) {
            return 1L << ZSTD_WINDOW_LOG;
        }

        @Override
        InputStream open(InputStream packed, IntakeSettings settings) throws IOException {
            ZstdInputStreamNoFinalizer unpacked = new ZstdInputStreamNoFinalizer(packed);
            unpacked.setLongMax(ZSTD_WINDOW_LOG);
            return unpacked;
        }
    };

    /** The longest magic. */
    static final int MAGIC_BYTES = 16;

    private static final int BUFFER = 64 * 1024;

    /** 128 MiB, outside the heap: the most that zstd itself unpacks unless it is told otherwise. */
    private static final int ZSTD_WINDOW_LOG = 27;

    private final Pattern magic;

    /** @param magic in hexadecimal, as a regular expression */
    Compression(String magic) {
        this.magic = Pattern.compile(magic);
    }

    /** What the first {@link #MAGIC_BYTES} show; empty if that is no compression. */
    static Optional<Compression> of(byte[] head) {
        String hex = HexFormat.of().formatHex(head);
        return Arrays.stream(values())
                .filter(compression -> compression.magic.matcher(hex).lookingAt())
                .findFirst();
    }

    /** Unpacks while it is read; closing it frees what it holds. */
    abstract InputStream open(InputStream packed, IntakeSettings settings) throws IOException;

    /** Bytes that the unpacking of one stream may take, on the heap or beside it; zero where that is little. */
    long memory(IntakeSettings settings) {
        return 0;
    }

    /** What the failure of unpacking says of the image. */
    Refusal refusal(Exception failure, IntakeSettings settings) {
        return switch (failure) {
            case MemoryLimitException _ ->
                    Refusal.unpackingNeedsMemory(this, settings.xzMemory().toBytes());
            case ZstdIOException broken
                    when broken.getErrorCode() == Zstd.errFrameParameterWindowTooLarge() ->
                    Refusal.unpackingNeedsMemory(this, 1L << ZSTD_WINDOW_LOG);
            default -> Refusal.brokenCompression(this);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
