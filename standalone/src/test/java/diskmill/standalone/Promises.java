package diskmill.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the rows of {@code docs/documents.md} promise, and by which tests each is shown. Besides the tests here {@code ./dev conformance documents}
 * runs it, straight from its source, so it needs nothing but the JDK.
 */
record Promises(List<Promise> all) {

    private static final Pattern TABLE = Pattern.compile("\\| promise \\|.*\\| shown by \\|");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    /**
     * A test by the name that stands in the document.
     *
     * @param method empty for all of the class
     */
    record Named(String type, String method) {

        @Override
        public String toString() {
            return method.isEmpty() ? type : type + "." + method;
        }
    }

    /** @param heading what the document's section is called */
    record Promise(String heading, String text, List<Named> tests) {}

    /** Arguments: {@code tests}, to print them for Surefire's option; or {@code report} and milliseconds since 1970, before which nothing counts. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of("");
        Promises promises = read(root);
        if (arguments[0].equals("tests")) {
            System.out.println(promises.option());
            return;
        }
        Instant since = Instant.ofEpochMilli(Long.parseLong(arguments[1]));
        List<ShownPromise> shown = promises.shownBy(TestReports.read(root, since));
        lines(shown).forEach(System.out::println);
        if (!notShown(shown).isEmpty()) {
            System.exit(1);
        }
    }

    static Promises read(Path root) throws IOException {
        List<Promise> promises = new ArrayList<>();
        String heading = "";
        boolean inTable = false;
        for (String line : Files.readAllLines(root.resolve("docs/documents.md"))) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            }
            boolean row = inTable && line.startsWith("| ") && !line.startsWith("| ---");
            if (row) {
                String[] cells = line.substring(1, line.lastIndexOf('|')).split(" \\| ", -1);
                promises.add(
                        new Promise(
                                heading,
                                cells[0].strip().replace("`", ""),
                                TEST.matcher(cells[cells.length - 1])
                                        .results()
                                        .map(Promises::named)
                                        .toList()));
            }
            inTable = line.startsWith("|") && (inTable || TABLE.matcher(line).matches());
        }
        return new Promises(List.copyOf(promises));
    }

    private static Named named(MatchResult found) {
        return new Named(found.group(1), found.group(2) == null ? "" : found.group(2));
    }

    Set<Named> tests() {
        Set<Named> tests = new LinkedHashSet<>();
        all.forEach(promise -> tests.addAll(promise.tests()));
        return tests;
    }

    /** All tests, as Surefire's {@code -Dtest} takes them. */
    String option() {
        Map<String, Set<String>> methods = new TreeMap<>();
        tests().forEach(test ->
                methods.computeIfAbsent(test.type(), _ -> new TreeSet<>()).add(test.method()));
        return methods.entrySet().stream()
                .map(type ->
                        type.getValue().contains("")
                                ? type.getKey()
                                : type.getKey() + "#" + String.join("+", type.getValue()))
                .collect(Collectors.joining(","));
    }

    /** @param tests each with what became of it */
    record ShownPromise(Promise promise, Map<Named, TestReports.Outcome> tests) {

        /** The worst of its tests'; a promise without a test was not shown. */
        TestReports.Outcome outcome() {
            return tests.values().stream()
                    .max(TestReports.Outcome::compareTo)
                    .orElse(TestReports.Outcome.NOT_RUN);
        }
    }

    List<ShownPromise> shownBy(TestReports reports) {
        return all.stream()
                .map(promise ->
                        new ShownPromise(
                                promise,
                                promise.tests().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        test -> test,
                                                        reports::outcome,
                                                        (one, _) -> one,
                                                        LinkedHashMap::new))))
                .toList();
    }

    static List<ShownPromise> notShown(List<ShownPromise> promises) {
        return promises.stream()
                .filter(promise -> promise.outcome() != TestReports.Outcome.OK)
                .toList();
    }

    /** A line for each promise, and one for all. */
    static List<String> lines(List<ShownPromise> promises) {
        List<String> lines = new ArrayList<>();
        String heading = "";
        for (ShownPromise shown : promises) {
            if (!shown.promise().heading().equals(heading)) {
                heading = shown.promise().heading();
                lines.add("promises of " + heading);
            }
            lines.add(
                    "promise %-7s  %s (%s)"
                            .formatted(
                                    shown.outcome().word(),
                                    shown.promise().text(),
                                    tests(shown.tests())));
        }
        lines.add(
                "promises: %d, of which %d were shown"
                        .formatted(promises.size(), promises.size() - notShown(promises).size()));
        return lines;
    }

    private static String tests(Map<Named, TestReports.Outcome> tests) {
        return tests.isEmpty()
                ? "no test"
                : tests.entrySet().stream()
                        .map(test ->
                                test.getValue() == TestReports.Outcome.OK
                                        ? test.getKey().toString()
                                        : test.getKey() + ": " + test.getValue().word())
                        .collect(Collectors.joining(", "));
    }
}
