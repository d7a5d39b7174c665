package diskmill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoreUnavailableTest {

    private static final String FULL = "the S3 server answered 507 XMinioStorageFull";

    @Test
    void aLogLineTellsTheCauseAndTheMessageDoesNot() {
        StoreUnavailable full =
                new StoreUnavailable(
                        "the object store cannot be written now", new IOException(FULL));

        assertThat(full.toString()).contains("cannot be written now").contains(FULL);
        assertThat(full).message().doesNotContain("507");
    }

    @Test
    void withoutACauseTheMessageIsAll() {
        assertThat(new StoreUnavailable("the object ends early", null).toString())
                .endsWith(": the object ends early");
    }
}
