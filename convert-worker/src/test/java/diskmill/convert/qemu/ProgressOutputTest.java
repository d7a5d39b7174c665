package diskmill.convert.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressOutputTest {

    private final List<Double> heard = new ArrayList<>();
    private final ProgressOutput output = new ProgressOutput(heard::add);

    private void print(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void hearsEachPercentBetweenCarriageReturns() throws IOException {
        print("    (0.00/100%)\r    (1.02/100%)\r    (50.00/100%)\r    (100.00/100%)\r\n");

        assertThat(heard).containsExactly(0.0102, 0.5, 1.0);
    }

    @Test
    void hearsAPercentThatComesInPieces() throws IOException {
        print("    (1");
        print("2.5");
        print("0/100%");

        assertThat(heard).containsExactly(0.125);
    }

    @Test
    void neverGoesBackNorPastTheEnd() throws IOException {
        print("(50.0/100%)\r(20.0/100%)\r(999.0/100%)\r");

        assertThat(heard).containsExactly(0.5, 1.0);
    }

    @Test
    void otherWordsAreNoProgress() throws IOException {
        print("x".repeat(100_000) + "(10.0/100%)\rwarning: 20%\r(abc/100%)\r");

        assertThat(heard).isEmpty();
    }
}
