package diskmill.api.volumes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "private, PT30S, reach",
        "'', PT30S, reach",
        "public, PT0S, timeout",
        "public, PT2M1S, timeout"
    })
    void whatCannotBeIsRefusedByName(String reach, Duration timeout, String name) {
        assertThatThrownBy(() -> new VolumeSettings("RegionOne", reach, timeout))
                .hasMessageContaining("diskmill.volumes." + name);
    }
}
