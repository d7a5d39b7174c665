package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksumsTest {

    /** The check value of CRC-32C is e3069283 (RFC 3720 has the algorithm). */
    @Test
    void aChecksumIsFourBytesInBase64() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertThat(Checksums.of(digits)).isEqualTo("4waSgw==");
    }

    @Test
    void bytesInPiecesHaveTheChecksumOfTheWholeAndStayReadable() {
        List<ByteBuffer> pieces =
                List.of(
                        ByteBuffer.wrap("1234 and more".getBytes(StandardCharsets.US_ASCII), 0, 4),
                        ByteBuffer.wrap("56789".getBytes(StandardCharsets.US_ASCII)));

        assertThat(Checksums.of(pieces)).isEqualTo("4waSgw==");
        assertThat(Checksums.of(pieces)).isEqualTo("4waSgw==");
    }

    @Test
    void aChecksumOfPartsIsTheChecksumOfTheirsAndTheirNumber() {
        byte[] sums = {(byte) 0xe3, 0x06, (byte) 0x92, (byte) 0x83, 0, 0, 0, 0};

        assertThat(Checksums.composite(List.of("4waSgw==", "AAAAAA==")))
                .isEqualTo(Checksums.of(sums) + "-2");
    }
}
