package diskmill.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NameResolverTest {

    private final NameResolver names = new NameResolver.OfTheMachine(Duration.ofSeconds(10));

    @Test
    void asksTheMachine() throws Exception {
        assertThat(names.resolve("localhost"))
                .allMatch(InetAddress::isLoopbackAddress)
                .isNotEmpty();
    }

    @Test
    void aNameThatCannotExistIsUnknown() {
        assertThatThrownBy(() -> names.resolve("nowhere.invalid"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> names.resolve("localhost"))
                .isInstanceOf(InterruptedException.class);
    }
}
