package diskmill.api.v2.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.BadValues;
import diskmill.api.RefusalsTest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms whose framing, parts or fields are nonsense. */
class BadFormsOverHttpTest extends RefusalsTest {

    private static final String REQUEST = "POST /v2/images/form";
    private static final String TYPE = "multipart/form-data; boundary=form";
    private static final String IMAGE =
            "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}";
    private static final String END = "--form--\r\n";

    private static String part(String headers, String content) {
        return "--form\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    private static String image(String json) {
        return part("Content-Disposition: form-data; name=\"image\"", json);
    }

    private static String file(String bytes) {
        return part("Content-Disposition: form-data; name=\"file\"; filename=\"x\"", bytes);
    }

    static Stream<Arguments> badForms() {
        String whole = image(IMAGE) + file("a raw disk") + END;
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("nothing", "");
        forms.put("no parts", END);
        forms.put("no form", "a raw disk");
        forms.put("another boundary", whole.replace("--form", "--other"));
        forms.put("only an image", image(IMAGE) + END);
        forms.put("only a file", file("a raw disk") + END);
        forms.put("the file first", file("a raw disk") + image(IMAGE) + END);
        forms.put("the image again after the file", whole.replace(END, image(IMAGE) + END));
        forms.put("two files", whole.replace(END, file("a raw disk") + END));
        forms.put(
                "a long name after the file",
                whole.replace(
                        END,
                        part(
                                        "Content-Disposition: form-data; name=\"%s\""
                                                .formatted("x".repeat(20_000)),
                                        "")
                                + END));
        forms.put("two images", image(IMAGE) + image(IMAGE) + file("a raw disk") + END);
        forms.put("no end", image(IMAGE) + "--form\r\nContent-Disposition: form-data");
        forms.put("no disposition", part("X: y", IMAGE) + file("a raw disk") + END);
        forms.put("no headers", "--form\r\n\r\n" + IMAGE + "\r\n" + file("a raw disk") + END);
        forms.put("no name", whole.replace("; name=\"image\"", ""));
        forms.put("an empty name", whole.replace("\"image\"", "\"\""));
        forms.put("a NUL in a name", whole.replace("\"image\"", "\"im\u0000age\""));
        forms.put("a name without an end", whole.replace("\"image\"", "\"image"));
        forms.put("a long name", whole.replace("\"image\"", "\"" + "x".repeat(20_000) + "\""));
        forms.put("a line that is no header", whole.replace("Content-Disposition:", "nonsense"));
        forms.put(
                "a form in the form",
                part(
                                "Content-Disposition: form-data; name=\"image\"\r\nContent-Type: multipart/mixed; boundary=inner",
                                "--inner\r\n\r\nx\r\n--inner--")
                        + file("a raw disk")
                        + END);
        forms.put("a large image", whole.replace(IMAGE, " ".repeat(2 << 20) + IMAGE));
        return forms.entrySet().stream()
                .map(form -> Arguments.of(Named.of(form.getKey(), form.getValue())));
    }

    @ParameterizedTest
    @MethodSource("badForms")
    void aBadFormIsRefused(String form) throws IOException {
        assertRefused(TYPE, form);
    }

    static Stream<Arguments> badImages() {
        return Stream.concat(
                        BadValues.object().stream(),
                        Stream.of(
                                "",
                                "{",
                                "{\"name\": 7}",
                                "{\"tags\": \"a\"}",
                                "{\"size\": 1}",
                                "{\"visibility\": \"nobody\"}",
                                "{\"min_ram\": -1}",
                                "{\"name\": \"\\ud800\"}",
                                "{\"colour\": 1e999}",
                                "{\"id\": \"x\"}",
                                "{\"diskmill_convert_to\": \"iso\"}"))
                .map(json ->
                        Arguments.of(
                                Named.of(
                                        "image: " + json.substring(0, Math.min(40, json.length())),
                                        json)));
    }

    @ParameterizedTest
    @MethodSource("badImages")
    void aBadImageIsRefused(String json) throws IOException {
        assertRefused(TYPE, image(json) + file("a raw disk") + END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"",
                "multipart/form-data; boundary=\"form",
                "multipart/form-data; boundary=other",
                "multipart/form-data; charset=nonsense",
                "multipart/",
                "multipart",
                "text/plain; boundary=form",
                "application/json",
                "application/x-www-form-urlencoded",
                "\"",
                ";",
            })
    void aFormOfAnotherTypeIsRefused(String type) throws IOException {
        assertRefused(type, image(IMAGE) + file("a raw disk") + END);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000})
    void aLongBoundaryIsRefused(int length) throws IOException {
        String boundary = "x".repeat(length);
        String form = (image(IMAGE) + file("a raw disk") + END).replace("--form", "--other");

        assertRefused("multipart/form-data; boundary=" + boundary, form);
    }

    private void assertRefused(String type, String form) throws IOException {
        Map<String, Long> rows = images();

        assertRefused(ask(admin(), REQUEST, "Content-Type: " + type, form.getBytes(UTF_8)));

        assertThat(images()).isEqualTo(rows);
    }

    /** How much there is; what was tried, and ended, with an image that is gone does not count. */
    private Map<String, Long> images() {
        Map<String, Long> rows = rows();
        rows.remove("attempts");
        return rows;
    }
}
