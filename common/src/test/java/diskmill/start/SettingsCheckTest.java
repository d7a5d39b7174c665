package diskmill.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class SettingsCheckTest {

    private final ConfigurableEnvironment environment = new StandardEnvironment();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diskmill.source.read-timeout",
                "diskmill.source.readTimeout",
                "diskmill.source.allow[0]",
                "diskmill.upload.wait",
                "diskmill.glance.regions.RegionTwo",
                "diskmill.policy.rules.publicize_image",
                "server.prot",
                "diskmills.source"
            })
    void whatIsASettingOrNotOursPasses(String name) {
        add(new SimpleCommandLinePropertySource("--" + name + "=1"));

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "diskmill.sorce.allow, did you mean diskmill.source.allow",
        "diskmill.source.read-timout, did you mean diskmill.source.read-timeout",
        "diskmill.storage.reserve, did you mean diskmill.storage.file.reserve",
        "diskmill.colour-of-the-bikeshed, docs/settings.md lists them all"
    })
    void aMisspeltOneIsNamedWithWhatMayHaveBeenMeant(String name, String hint) {
        add(new SimpleCommandLinePropertySource("--" + name + "=1"));

        assertThatThrownBy(this::check)
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith(name + " (the command line) is not a setting of Diskmill: ")
                .hasMessageContaining(hint);
    }

    @Test
    void eachMisspeltOneOfAFileIsNamed() {
        add(new MapPropertySource("a.properties", Map.of("diskmill.a", 1, "diskmill.b", 2)));

        assertThatThrownBy(this::check)
                .hasMessageContaining("diskmill.a (a.properties)")
                .hasMessageContaining("diskmill.b (a.properties)");
    }

    @Test
    void aVariableThatIsNoSettingIsWarnedOf(CapturedOutput output) {
        add(
                new SystemEnvironmentPropertySource(
                        "variables",
                        Map.of(
                                "DISKMILL_UPLOAD_WAITS", "1",
                                "DISKMILL_SOURCE_READTIMEOUT", "1s",
                                "DISKMILL_SOURCE_MIN_RATE", "1KB",
                                "DISKMILL_SOURCE_ALLOW_0", "127.0.0.1")));

        check();

        assertThat(output)
                .containsOnlyOnce("is not a setting")
                .contains("DISKMILL_UPLOAD_WAITS (the environment)")
                .contains("did you mean diskmill.upload.wait");
    }

    private void add(PropertySource<?> source) {
        environment.getPropertySources().addFirst(source);
    }

    private void check() {
        new SettingsCheck()
                .onApplicationEvent(
                        new ApplicationEnvironmentPreparedEvent(
                                new DefaultBootstrapContext(),
                                new SpringApplication(),
                                new String[0],
                                environment));
    }
}
