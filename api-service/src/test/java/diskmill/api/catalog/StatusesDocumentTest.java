package diskmill.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StatusesDocumentTest {

    /** Maven runs a module's tests in the module's folder. */
    private static final Path DOCUMENT = Path.of("..", "docs", "statuses.md");

    @Test
    void thePageIsWhatTheTablesSay() throws IOException {
        if (Boolean.getBoolean("diskmill.docs.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, StatusesDocument.text());
        }

        assertThat(DOCUMENT).content().isEqualTo(StatusesDocument.text());
    }
}
