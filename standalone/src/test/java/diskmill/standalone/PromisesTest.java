package diskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of promises: that one was shown only where all of its tests were run, and none failed. */
class PromisesTest {

    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path root;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(root.resolve("docs"));
        Files.writeString(
                root.resolve("docs/documents.md"),
                """
                ## One

                | promise | built in | shown by |
                | --- | --- | --- |
                | 1: `a` is so. | `A` | `GoodTest` |
                | 2: b | `B`, a thing | `GoodTest.one`, `BadTest.two` |
                | 3: c | | `BadTest.one`, `GoodTest.three` |
                | 4: d | | nothing |

                | parameter | property |
                | --- | --- |
                | no | promise |

                ## Two

                | promise | built in | shown by |
                | --- | --- | --- |
                | 5: e | | `SkippedTest` |
                | 6: f | | `OldTest` |
                | 7: g | | `BadTest.on` |
                """);
        report(
                "GoodTest",
                "<testcase name=\"one\" classname=\"a.b.GoodTest\"/><testcase name=\"two(int)[1]\" classname=\"a.b.GoodTest\"/>");
        report(
                "BadTest",
                "<testcase name=\"one(String)[1]\" classname=\"a.b.BadTest\"/>"
                        + "<testcase name=\"two(String)[1]\" classname=\"a.b.BadTest\"/>"
                        + "<testcase name=\"two(String)[2]\" classname=\"a.b.BadTest\"><failure>no</failure></testcase>");
        report(
                "SkippedTest",
                "<testcase name=\"one\" classname=\"a.b.SkippedTest\"><skipped/></testcase>");
        Path old = report("OldTest", "<testcase name=\"one\" classname=\"a.b.OldTest\"/>");
        Files.setLastModifiedTime(old, FileTime.from(BEGUN.minusSeconds(1)));
    }

    private Path report(String type, String cases) throws IOException {
        Path folder =
                Files.createDirectories(root.resolve("module").resolve("target/surefire-reports"));
        Path file = folder.resolve("TEST-a.b.%s.xml".formatted(type));
        Files.writeString(file, "<testsuite name=\"a.b.%s\">%s</testsuite>".formatted(type, cases));
        return file;
    }

    @Test
    void eachHasALineWithTheWorstOfItsTests() throws IOException {
        var promises = Promises.read(root).shownBy(TestReports.read(root, BEGUN));

        assertThat(Promises.lines(promises))
                .containsExactly(
                        "promises of One",
                        "promise ok       1: a is so. (GoodTest)",
                        "promise FAILED   2: b (GoodTest.one, BadTest.two: FAILED)",
                        "promise not run  3: c (BadTest.one, GoodTest.three: not run)",
                        "promise not run  4: d (no test)",
                        "promises of Two",
                        "promise not run  5: e (SkippedTest: not run)",
                        "promise not run  6: f (OldTest: not run)",
                        "promise not run  7: g (BadTest.on: not run)",
                        "promises: 7, of which 1 were shown");
        assertThat(Promises.notShown(promises)).hasSize(6);
    }

    /** The document has no packages. */
    @Test
    void twoClassesOfOneNameAreNotTakenForOneAnother() throws IOException {
        report(
                "other.GoodTest",
                "<testcase name=\"one\" classname=\"a.b.other.GoodTest\"><failure>no</failure></testcase>");
        report("other.Unpromised", "<testcase name=\"one\" classname=\"a.b.other.Unpromised\"/>");
        report("Unpromised", "<testcase name=\"one\" classname=\"a.b.Unpromised\"/>");
        TestReports reports = TestReports.read(root, BEGUN);

        assertThatThrownBy(() -> Promises.read(root).shownBy(reports))
                .hasMessageContaining("a.b.GoodTest and a.b.other.GoodTest are one name");
    }

    @Test
    void theirTestsAreThoseThatSurefireIsToRun() throws IOException {
        assertThat(Promises.read(root).option())
                .isEqualTo("BadTest#on+one+two,GoodTest,OldTest,SkippedTest");
    }
}
