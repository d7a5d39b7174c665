package diskmill.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What Surefire's reports say of the tests that were run. */
final class TestReports {

    enum Outcome {
        OK("ok"),
        NOT_RUN("not run"),
        FAILED("FAILED");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** @param name as it stands in the report: a method, and what tells its cases apart */
    private record Case(String name, Outcome outcome) {

        boolean isOf(String method) {
            return name.startsWith(method)
                    && (name.length() == method.length()
                            || !Character.isJavaIdentifierPart(name.charAt(method.length())));
        }
    }

    /** By the class's whole name. */
    private final Map<String, List<Case>> cases = new HashMap<>();

    private TestReports() {}

    /** @param since older reports are of another run */
    static TestReports read(Path root, Instant since) throws IOException {
        var reports = new TestReports();
        try (var modules = Files.newDirectoryStream(root.toAbsolutePath())) {
            for (Path module : modules) {
                Path folder = module.resolve("target/surefire-reports");
                if (Files.isDirectory(folder)) {
                    reports.addAll(folder, since);
                }
            }
        }
        return reports;
    }

    private void addAll(Path folder, Instant since) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    add(file);
                }
            }
        }
    }

    private void add(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String type = "";
            String name = "";
            Outcome outcome = Outcome.OK;
            while (xml.hasNext()) {
                int event = xml.next();
                String element =
                        event == XMLStreamConstants.START_ELEMENT
                                        || event == XMLStreamConstants.END_ELEMENT
                                ? xml.getLocalName()
                                : "";
                if (event == XMLStreamConstants.END_ELEMENT && element.equals("testcase")) {
                    cases.computeIfAbsent(type, _ -> new ArrayList<>())
                            .add(new Case(name, outcome));
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (element) {
                        case "testcase" -> {
                            type = xml.getAttributeValue(null, "classname");
                            name = xml.getAttributeValue(null, "name");
                            outcome = Outcome.OK;
                        }
                        case "failure", "error" -> outcome = Outcome.FAILED;
                        case "skipped" -> outcome = Outcome.NOT_RUN;
                        default -> {}
                    }
                }
            }
        } catch (XMLStreamException unreadable) {
            throw new IOException("cannot read the report " + file, unreadable);
        }
    }

    /**
     * The worst of its cases'; a test without a case was not run.
     *
     * @throws IllegalStateException if tests of several classes were run that have its class's name: each would speak for the others
     */
    Outcome outcome(Promises.Named test) {
        return casesOf(test.type()).stream()
                .filter(one -> test.method().isEmpty() || one.isOf(test.method()))
                .map(Case::outcome)
                .max(Outcome::compareTo)
                .orElse(Outcome.NOT_RUN);
    }

    private List<Case> casesOf(String type) {
        List<String> named =
                cases.keySet().stream()
                        .filter(full -> full.substring(full.lastIndexOf('.') + 1).equals(type))
                        .sorted()
                        .toList();
        if (named.size() > 1) {
            throw new IllegalStateException(
                    "%s are one name in docs/documents.md: rename all but one"
                            .formatted(String.join(" and ", named)));
        }
        return named.isEmpty() ? List.of() : cases.getOrDefault(named.getFirst(), List.of());
    }
}
