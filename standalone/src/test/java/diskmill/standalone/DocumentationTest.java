package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that name what is not there are worse than none. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern CLASS_NAME =
            Pattern.compile("`([A-Z][A-Za-z0-9]+)(?:[.#][A-Za-z0-9_]+(?:\\(\\))?)?`");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file ->
                            Stream.of("target", "data", "node_modules", ".dev")
                                    .noneMatch(folder ->
                                            ROOT.relativize(file).startsWith(folder)
                                                    || ROOT.relativize(file)
                                                            .toString()
                                                            .contains("/" + folder + "/")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkInsideTheProjectLeadsSomewhere(Path document) throws IOException {
        Path folder = document.resolveSibling(".");

        assertThat(
                        matches(LINK, Files.readString(document))
                                .filter(target -> !target.matches("[a-z]+:.*")))
                .allSatisfy(target -> assertThat(folder.resolve(target).normalize()).exists());
    }

    @Test
    void theArchitectureNamesOnlyClassesThatExist() throws IOException {
        Set<String> classes = classNames();

        assertThat(matches(CLASS_NAME, Files.readString(ROOT.resolve("docs/architecture.md"))))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(classes).contains(name));
    }

    /** What became of them is told by {@code ./dev conformance documents} and {@code ./dev test}. */
    @Test
    void everyPromiseOfTheDocumentsNamesTestsThatExist() throws IOException {
        List<Promises.Promise> promises = Promises.read(ROOT).all();
        Map<String, Path> tests = testFiles();

        assertThat(promises)
                .hasSizeGreaterThan(50)
                .allSatisfy(promise -> {
                    assertThat(promise.tests()).isNotEmpty();
                    for (Promises.Named test : promise.tests()) {
                        assertThat(tests).containsKey(test.type());
                        if (!test.method().isEmpty()) {
                            assertThat(tests.get(test.type()))
                                    .content()
                                    .containsPattern(
                                            "(?m)^    (void|Stream<DynamicTest>) %s\\("
                                                    .formatted(test.method()));
                        }
                    }
                });
    }

    @Test
    void theIndexOfDecisionsIsComplete() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/decisions/README.md"));

        try (Stream<Path> records = Files.list(ROOT.resolve("docs/decisions"))) {
            assertThat(
                            records.map(record -> record.getFileName().toString())
                                    .filter(name -> !name.equals("README.md")))
                    .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
        }
    }

    @Test
    void everyModuleHasAReadmeAndTheReadmeNamesEveryModule() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(modules())
                .isNotEmpty()
                .allSatisfy(module -> {
                    assertThat(ROOT.resolve(module).resolve("README.md")).exists();
                    assertThat(readme).contains("(" + module + "/README.md)");
                });
    }

    private static List<String> modules() throws IOException {
        return matches(
                        Pattern.compile("<module>([^<]+)</module>"),
                        Files.readString(ROOT.resolve("pom.xml")))
                .toList();
    }

    /** Those that Surefire runs, in this module and before it. */
    private static Map<String, Path> testFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(
                            Collectors.toMap(
                                    file -> file.getFileName().toString().replace(".java", ""),
                                    file -> file));
        }
    }

    private static Set<String> classNames() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
