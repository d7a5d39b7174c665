package diskmill.convert.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {

    private final BoundedOutput output = new BoundedOutput(4);

    private void print(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void keepsAllThatFits() throws IOException {
        print("ab");
        print("cd");

        assertThat(output.text()).isEqualTo("abcd");
    }

    @Test
    void keepsTheLastOfMore() throws IOException {
        print("abc");
        print("defg");
        output.write('h');
        print("0123456789");

        assertThat(output.text()).isEqualTo("6789");
    }
}
