package diskmill.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GateSettingsTest {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(GateConfiguration.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://example.org/",
                "example.org/",
                "example.org:",
                "example.org:0",
                "example.org:x",
                "exa mple.org",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0/8",
                "010.0.0.0/8",
                "10.0.0.0/8/8",
                "10.0.0.0/",
                "2130706433",
                "0x7f.1",
                "fd00::1/8",
                "fd00::/129",
                "[fd00::/8",
                "[fd00::/8]:",
                "[fd00::/8]8080",
                "*.example.org",
            })
    void aBadEntryIsNamedInASentence(String entry) {
        assertThatThrownBy(() -> new GateSettings(List.of("example.org", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("diskmill.source.allow has the entry \"" + entry + "\"");
    }

    @Test
    void everyBadEntryIsNamed() {
        assertThatThrownBy(() -> new GateSettings(List.of("a:0", "b", "c:0")))
                .hasMessageContaining("\"a:0\"")
                .hasMessageContaining("\"c:0\"");
    }

    @Test
    void nothingIsAllowedByDefault() {
        context.run(it -> assertThat(it.getBean(GateSettings.class).allow()).isEmpty());
    }

    @Test
    void entriesComeFromOneListInASetting() {
        context.withPropertyValues("diskmill.source.allow=127.0.0.1, [fd00::/8]:8080")
                .run(it ->
                        assertThat(it.getBean(AddressGate.class).check("http://127.0.0.1:1/"))
                                .isInstanceOf(AddressCheck.Allowed.class));
    }

    @Test
    void aBadEntryStopsTheStart() {
        context.withPropertyValues("diskmill.source.allow=10.0.0.1/8")
                .run(it ->
                        assertThat(it).getFailure().rootCause().hasMessageContaining("10.0.0.1/8"));
    }

    @Test
    void otherSettingsOfTheSourceAreNoneOfTheGates() {
        context.withPropertyValues("diskmill.source.tries=3")
                .run(it -> assertThat(it).hasNotFailed());
    }
}
