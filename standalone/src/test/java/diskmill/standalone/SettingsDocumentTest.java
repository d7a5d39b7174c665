package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table in {@code docs/settings.md}, and the list of names by which processes know a misspelt one, are written from the
 * settings' records: {@code ./mvnw test -pl standalone -am -Dtest=SettingsDocumentTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true} writes them anew.
 */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/settings.md");
    private static final Path NAMES =
            Path.of("../common/src/main/resources/diskmill/start/settings.txt");
    private static final String BEGIN = "<!-- settings: written by SettingsDocumentTest -->\n";

    /** Without braces of its own, of which there are none. */
    private static final Pattern CODE = Pattern.compile("\\{@code ([^{}]+)\\}");

    private static final String END = "<!-- end of settings -->";

    @Test
    void everySettingIsInTheDocumentWithItsDefaultAndItsMeaning() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected =
                document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
                        + table(settings())
                        + document.substring(document.indexOf(END));

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    @Test
    void everySettingIsInTheListThatProcessesCheckTheirSettingsBy() throws IOException {
        String expected = String.join("\n", settings().keySet()) + "\n";

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(NAMES, expected);
        }

        assertThat(Files.readString(NAMES)).isEqualTo(expected);
    }

    private static String table(SortedMap<String, JsonNode> settings) {
        List<String> lines = new ArrayList<>();
        lines.add("| setting | default | meaning |");
        lines.add("| --- | --- | --- |");
        settings.forEach((name, setting) ->
                lines.add(
                        "| `%s` | %s | %s |"
                                .formatted(
                                        name,
                                        defaultOf(setting),
                                        markdown(setting.path("description").asString("")))));
        return String.join("\n", lines) + "\n";
    }

    /** A line of Markdown of what stands in Javadoc, whose only tag in settings is {@code code}. */
    private static String markdown(String javadoc) {
        String line =
                CODE.matcher(javadoc.strip().replaceAll("\\s+", " "))
                        .replaceAll(code -> Matcher.quoteReplacement("`" + code.group(1) + "`"))
                        // a cell of the table ends at it, also within backticks
                        .replace("|", "\\|");
        assertThat(line).as("a tag that has no Markdown yet").doesNotContain("{@");
        return line;
    }

    /** Behind its name an operator's own word follows. */
    private static boolean isMap(JsonNode setting) {
        return setting.path("type").asString("").startsWith("java.util.Map");
    }

    private static String defaultOf(JsonNode setting) {
        JsonNode value = setting.path("defaultValue");
        return value.isMissingNode()
                ? ""
                : "`" + (value.isArray() ? value.toString() : value.asString()) + "`";
    }

    /** What the compiler's configuration processor has noted in each module. */
    private static SortedMap<String, JsonNode> settings() throws IOException {
        SortedMap<String, JsonNode> settings = new TreeMap<>();
        ClassLoader loader = SettingsDocumentTest.class.getClassLoader();
        for (URL url :
                Collections.list(
                        loader.getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream content = url.openStream()) {
                for (JsonNode setting : JsonMapper.shared().readTree(content).path("properties")) {
                    String name = setting.path("name").asString();
                    if (name.startsWith("diskmill.")) {
                        settings.put(isMap(setting) ? name + ".*" : name, setting);
                    }
                }
            }
        }
        assertThat(settings).isNotEmpty();
        assertThat(settings)
                .allSatisfy((name, setting) ->
                        assertThat(setting.path("description").asString(""))
                                .as("the meaning of %s, from its record's @param", name)
                                .isNotBlank());
        return settings;
    }
}
