package diskmill.convert.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QemuVersionTest {

    private static QemuVersion parsed(String output) {
        return QemuVersion.parse(output).orElseThrow();
    }

    @Test
    void readsWhatDebianPrints() {
        assertThat(parsed("qemu-img version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)\nCopyright"))
                .isEqualTo(new QemuVersion(7, 2, 22, true));
    }

    @Test
    void findsNoneInOtherText() {
        assertThat(QemuVersion.parse("convert version 7")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.2.12", "8.2.0", "9.0.2"})
    void knowsTheVersionsWithTheHole(String number) {
        assertThat(parsed("qemu-img version " + number + "\n").isVulnerable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.2.13", "9.1.0", "10.0.0", "8.2.2 (Debian 1:8.2.2+ds-0ubuntu1.4)"})
    void knowsTheVersionsWhereItIsMended(String number) {
        assertThat(parsed("qemu-img version " + number + "\n").isVulnerable()).isFalse();
    }

    @Test
    void nothingBelowSevenTwoWasTried() {
        assertThat(parsed("qemu-img version 7.1.99").isTooOld()).isTrue();
        assertThat(parsed("qemu-img version 7.2.0").isTooOld()).isFalse();
    }
}
