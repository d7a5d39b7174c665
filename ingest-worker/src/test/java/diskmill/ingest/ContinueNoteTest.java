package diskmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.ingest.source.SourceVersion;
import diskmill.storage.UploadNote;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinueNoteTest {

    private static final URI SOURCE =
            URI.create("https://user:pass@images.example.org/disk.raw?sig=secret");
    private static final SourceVersion VERSION = new SourceVersion("\"v 1\u00e9\"", 1L << 40);

    @Test
    void whatIsNotedIsReadAgain() {
        assertThat(ContinueNote.read(ContinueNote.of(SOURCE, VERSION), SOURCE)).contains(VERSION);
    }

    @Test
    void theFormIsPinnedSinceAnotherVersionMayRead() {
        assertThat(ContinueNote.of(URI.create("http://a.test/b"), VERSION).text())
                .isEqualTo(
                        "1 %s 1099511627776 \"v 1\u00e9\""
                                .formatted(
                                        "d1bb2d7a24227b6cbddaa171173b4026d3be9e2f977fb9f94a002f3ef4eca26f"));
    }

    @Test
    void theAddressIsNotInIt() {
        assertThat(ContinueNote.of(SOURCE, VERSION).text())
                .doesNotContain("secret", "pass", "example", "disk");
    }

    @Test
    void theNoteOfAnotherAddressIsNone() {
        var other = URI.create("https://user:pass@images.example.org/disk.raw?sig=another");

        assertThat(ContinueNote.read(ContinueNote.of(SOURCE, VERSION), other)).isEmpty();
    }

    @Test
    void aTagThatIsTooLongForANoteMakesNone() {
        var version = new SourceVersion("\"" + "x".repeat(5000) + "\"", 1);

        assertThat(ContinueNote.of(SOURCE, version)).isEqualTo(UploadNote.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2 x",
                "{}",
                "1 00 5 \"v\"",
                "1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 x \"v\"",
                "1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 9999999999999999999 \"v\"",
                "1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 5 v"
            })
    void whatIsNoNoteOfOursIsNone(String text) {
        assertThat(ContinueNote.read(new UploadNote(text), SOURCE)).isEmpty();
    }
}
