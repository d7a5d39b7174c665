package diskmill.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartSizesTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final long FIVE_TEBIBYTES = 5L << 40;

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 8, 13, 64, 512})
    void fiveTebibytesFitIntoTenThousandPartsWhereThereIsMemoryForTheLargest(long first) {
        PartSizes sizes = PartSizes.growing(first * MEBIBYTE, PartSizes.ENOUGH);

        assertThat(sizes.most()).isGreaterThanOrEqualTo(FIVE_TEBIBYTES);
    }

    @Test
    void mostImagesAreSentInSmallParts() {
        PartSizes sizes = PartSizes.growing(8 * MEBIBYTE, PartSizes.ENOUGH);

        assertThat(sizes.of(1)).isEqualTo(8 * (int) MEBIBYTE);
        assertThat(sizes.of(1_000)).isEqualTo(8 * (int) MEBIBYTE);
        assertThat(sizes.of(1_001)).isEqualTo(16 * (int) MEBIBYTE);
        assertThat(sizes.of(1_251)).isEqualTo(32 * (int) MEBIBYTE);
    }

    @Test
    void partsGrowAndNeverShrink() {
        PartSizes sizes = PartSizes.growing(5 * MEBIBYTE, 100 * MEBIBYTE);

        for (int number = 2; number <= PartSizes.MOST_PARTS; number++) {
            assertThat(sizes.of(number))
                    .isGreaterThanOrEqualTo(sizes.of(number - 1))
                    .isLessThanOrEqualTo(100 * (int) MEBIBYTE);
        }
    }

    /** With -Xmx256m and the serial collector, which counts one of its two survivor spaces less. */
    @Test
    void halfOfASmallHeapAllowsMoreThanATebibyte() {
        PartSizes sizes = PartSizes.growing(8 * MEBIBYTE, (255L << 20) * 97 / 100 / 2);

        assertThat(sizes.most()).isGreaterThan(1L << 40);
    }

    @Test
    void partsOfAKnownLengthAreAsSmallAsTheyCanBe() {
        PartSizes unknown = PartSizes.growing(8 * MEBIBYTE, 128 * MEBIBYTE);

        assertThat(unknown.forSize(MEBIBYTE).of(1)).isEqualTo(8 * (int) MEBIBYTE);
        assertThat(unknown.forSize(70L << 30).of(9_000)).isEqualTo(8 * (int) MEBIBYTE);
        PartSizes hundredGibibytes = unknown.forSize(100L << 30);
        assertThat(hundredGibibytes.of(1)).isEqualTo(11 * (int) MEBIBYTE);
        assertThat(hundredGibibytes.most()).isGreaterThanOrEqualTo(100L << 30);
        assertThat(unknown.forSize(1L << 40).of(10_000)).isLessThan(128 * (int) MEBIBYTE);
        assertThat(unknown.forSize(5L << 40)).isEqualTo(unknown);
    }

    @Test
    void aLittleMemoryStillAllowsHundredsOfGibibytes() {
        PartSizes sizes = PartSizes.growing(8 * MEBIBYTE, 64 * MEBIBYTE);

        assertThat(sizes.most()).isBetween(550L << 30, 600L << 30);
        assertThat(sizes.upTo(3)).isEqualTo(24 * MEBIBYTE);
    }
}
