package diskmill.api.v2.export;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExportOverHttpTest extends FaceTest {

    private static final String EXPORT = "/v2/images/export";

    @Autowired private JdbcClient database;

    private As owner;

    @BeforeEach
    void logIn() {
        owner = newUser("member");
    }

    @Test
    void theListIsATableThatExcelOpens() {
        owner.newImage(
                "{\"name\": \"麒麟, \\\"V10\\\"\", \"tags\": [\"b\", \"a\"], \"os_distro\": \"kylin\"}");

        HttpResponse<String> answer =
                owner.get(EXPORT + "?visibility=shared&columns=name,os_distro,tags,size,protected");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"images.csv\"");
        assertThat(answer.body())
                .isEqualTo(
                        "\uFEFFName,Operating system,Tags,Size (bytes),Protected\r\n"
                                + "\"麒麟, \"\"V10\"\"\",kylin,\"a,b\",,false\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'zh-CN,zh;q=0.9,en;q=0.8', 名称, zh",
        "'fr,zh;q=0.1', Name, en",
        "'en-GB', Name, en"
    })
    void theTitlesAreInTheCallersLanguage(String accepted, String title, String language) {
        HttpResponse<String> answer =
                owner.get(EXPORT + "?columns=name", "Accept-Language", accepted);

        assertThat(answer.body()).startsWith("\uFEFF" + title + "\r\n");
        assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
    void whatASpreadsheetWouldRunIsHarmless(String name) {
        owner.newImage("{\"name\": \"" + name + "\"}");

        assertThat(owner.get(EXPORT + "?columns=name&visibility=shared").body())
                .contains("\r\n'" + name);
    }

    @Test
    void itHasTheListsFiltersAndSort() {
        owner.newImage("{\"name\": \"b\", \"os_distro\": \"debian\"}");
        owner.newImage("{\"name\": \"a\", \"os_distro\": \"debian\"}");
        owner.newImage("{\"name\": \"c\", \"os_distro\": \"rhel\"}");

        assertThat(owner.get(EXPORT + "?columns=name&sort=name:asc&os_distro=debian").body())
                .isEqualTo("\uFEFFName\r\na\r\nb\r\n");
    }

    @Test
    void anothersImagesAreNotInIt() {
        newUser("member").newImage("{\"name\": \"theirs\"}");

        assertThat(owner.get(EXPORT + "?columns=name").body()).doesNotContain("theirs");
    }

    @Test
    void aListOfMoreThanAPageIsWholeAndEachImageOnce() {
        String project = json(owner.get(owner.newImage("{}"))).get("owner").stringValue();
        database.sql(
                        """
                        insert into images (id, name, status, visibility, owner, min_disk, min_ram, created_at, updated_at)
                        select gen_random_uuid(), 'many ' || i, 'queued', 'private', :owner, 0, 0, now(), now() from generate_series(1, 2500) i
                        """)
                .param("owner", project)
                .update();

        List<String> rows =
                owner.get(EXPORT + "?columns=name&visibility=private").body().lines().toList();

        assertThat(rows.subList(1, rows.size()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 2500).mapToObj(i -> "many " + i).toList());
    }

    @Test
    void aWorkbookHasTheSameRowsWithNumbersAsNumbers() throws IOException {
        owner.newImage("{\"name\": \"=1+1\", \"min_ram\": 512, \"protected\": true}");

        HttpResponse<byte[]> answer =
                sendBytes(
                        HttpRequest.newBuilder(
                                        address(
                                                EXPORT
                                                        + "?format=xlsx&visibility=shared&columns=name,min_ram,protected,size"))
                                .header("X-Auth-Token", owner.token())
                                .header("Accept-Language", "zh-CN")
                                .build());

        try (var book = new ReadableWorkbook(new ByteArrayInputStream(answer.body()))) {
            assertThat(book.getFirstSheet().getName()).isEqualTo("镜像");
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).getCellText(1)).isEqualTo("最小内存(MiB)");
            assertThat(rows.get(1).getCellText(0)).isEqualTo("=1+1");
            assertThat(rows.get(1).getCell(0).getFormula()).isNull();
            assertThat(rows.get(1).getCellAsNumber(1).orElseThrow()).isEqualByComparingTo("512");
            assertThat(rows.get(1).getCellAsBoolean(2)).hasValue(true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format=pdf",
                "columns=",
                "columns=name,,id",
                "columns=locations",
                "limit=5",
                "marker=0b3f4f5c-6f6e-4f3c-9a52-5d8b2c1e7aff",
                "sort=nonsense",
                "visibility=x"
            })
    void whatCannotBeUnderstoodIsRefusedInJson(String parameters) {
        HttpResponse<String> answer = owner.get(EXPORT + "?" + parameters);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).isNotBlank();
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void whoIsNobodyGetsNothing() {
        assertThat(send("GET", EXPORT, null, Map.of()).statusCode()).isEqualTo(401);
    }
}
