package diskmill.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {

    @Test
    void isReadWithItsTotal() {
        assertThat(ContentRange.parse("bytes 100-199/1000"))
                .hasValue(new ContentRange(100, 199, OptionalLong.of(1000)));
    }

    @Test
    void isReadWithoutATotal() {
        assertThat(ContentRange.parse("bytes 0-0/*"))
                .hasValue(new ContentRange(0, 0, OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes */1000",
                "bytes 0-9",
                "bytes 9-0/10",
                "bytes 0-10/10",
                "bytes -1-9/10",
                "items 0-9/10",
                "bytes 0-9/10, bytes 20-29/30",
                "bytes 0-99999999999999999999/*",
            })
    void isNoneWhereItMakesNoSense(String header) {
        assertThat(ContentRange.parse(header)).isEmpty();
    }
}
