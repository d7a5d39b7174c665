package diskmill.storage.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/** CRC32C as S3 spells it: base64 of four bytes, big-endian; of an object in parts, over the parts' own and with their number. */
final class Checksums {

    private Checksums() {}

    static String of(byte[] bytes) {
        return of(List.of(ByteBuffer.wrap(bytes)));
    }

    static String of(List<ByteBuffer> bytes) {
        CRC32C sum = new CRC32C();
        bytes.forEach(each -> sum.update(each.duplicate()));
        return base64(sum);
    }

    /** Of an object that was completed from parts with these checksums. */
    static String composite(List<String> parts) {
        CRC32C sum = new CRC32C();
        for (String part : parts) {
            sum.update(Base64.getDecoder().decode(part));
        }
        return base64(sum) + "-" + parts.size();
    }

    private static String base64(CRC32C sum) {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
    }
}
