package diskmill.testkit.container;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StartedTest {

    /** Whether this machine has an engine or not. */
    @Test
    void whatIsMissingIsNotPulledAndIsSaid() {
        assertThatThrownBy(() -> Started.requireImage("diskmill/nobody:0"))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .matches(
                        "The Docker engine has no image diskmill/nobody:0, .* docker pull .*"
                                + "|The tests' servers are to be containers, and no Docker engine could be used .*")
                .endsWith("; or run the tests with -Ddiskmill.test.servers=processes.");
    }
}
