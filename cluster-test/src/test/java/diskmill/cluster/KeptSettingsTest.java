package diskmill.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./dev cluster up} keeps of its environment for later starts of its processes. */
class KeptSettingsTest {

    @TempDir private Path folder;

    @Test
    void withNoSettingAtAllTheClusterStartsJustTheSame() throws Exception {
        assertThat(kept(Map.of())).isEqualTo("export JAVA_HOME=/a/jdk\n");
    }

    @Test
    void settingsAreKeptAndWhateverElseIsSetIsNot() throws Exception {
        assertThat(kept(Map.of("DISKMILL_SOURCE_ALLOW", "a b", "EDITOR", "vi")))
                .isEqualTo("export JAVA_HOME=/a/jdk\ndefault DISKMILL_SOURCE_ALLOW a\\ b\n");
    }

    private String kept(Map<String, String> environment) throws Exception {
        Path settings = folder.resolve("settings");
        Path scripts =
                Path.of(System.getProperty("diskmill.project", "..")).resolve("scripts/cluster");
        var bash =
                new ProcessBuilder(
                        "bash",
                        "-c",
                        "set -Eeuo pipefail; . \"$1/actions\"; settings=$2; keep_settings",
                        "bash",
                        scripts.toString(),
                        settings.toString());
        bash.environment().keySet().removeIf(name -> !name.equals("PATH"));
        bash.environment().put("JAVA_HOME", "/a/jdk");
        bash.environment().put("data", folder.toString());
        bash.environment().putAll(environment);
        Process process = bash.inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(settings);
    }
}
