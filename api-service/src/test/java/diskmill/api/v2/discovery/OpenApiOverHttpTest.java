package diskmill.api.v2.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description against the code: its addresses, methods and schemas. What fails here is mended in {@code openapi.yaml}, unless the code is wrong. */
class OpenApiOverHttpTest extends FaceTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private OpenApiDocument document;

    @BeforeEach
    void read() {
        document = new OpenApiDocument(send("GET", "/openapi.yaml", null, Map.of()).body());
    }

    @Test
    void everybodyMayReadItAndKeepIt() {
        HttpResponse<String> answer = send("GET", "/openapi.yaml", null, Map.of());
        String tag = answer.headers().firstValue("ETag").orElseThrow();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(send("GET", "/openapi.yaml", null, Map.of("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
    }

    @Test
    void itIsOpenApi() {
        assertThat(document.json().get("openapi").stringValue()).startsWith("3.1.");
        assertThat(document.errors()).isEmpty();
        document.json()
                .at("/components/schemas")
                .properties()
                .forEach(schema ->
                        assertThat(document.errorsOfSchema(schema.getValue()))
                                .as(schema.getKey())
                                .isEmpty());
    }

    @Test
    void everythingThatItRefersToIsInIt() {
        assertThat(document.json().findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(document.json().at(reference.substring(1)).isMissingNode())
                                .isFalse());
    }

    @Test
    void theNamesOfItsOperationsAreUnique() {
        assertThat(
                        document.json()
                                .get("paths")
                                .valueStream()
                                .flatMap(JsonNode::valueStream)
                                .filter(operation -> operation.has("operationId"))
                                .map(operation -> operation.get("operationId").stringValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void itHasEveryAddressOfTheCodeWithItsMethodAndNoOther() {
        Set<String> code = new TreeSet<>();
        mappings.getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().getName().startsWith("diskmill.")) {
                        for (String path : mapping.getPatternValues()) {
                            mapping.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method -> code.add(method + " " + path));
                        }
                    }
                });

        assertThat(document.operations()).containsAll(code);
        assertThat(
                        document.operations().stream()
                                // which Spring answers wherever it answers GET
                                .filter(operation ->
                                        !code.contains(operation.replaceFirst("^HEAD", "GET"))))
                .isEmpty();
    }

    @Test
    void everyVariableOfAPathIsDescribed() {
        document.json()
                .get("paths")
                .properties()
                .forEach(path -> {
                    Stream<String> described =
                            path.getValue()
                                    .path("parameters")
                                    .valueStream()
                                    .map(parameter -> parameter.get("$ref").stringValue())
                                    .map(reference -> document.json().at(reference.substring(1)))
                                    .filter(parameter ->
                                            parameter.get("in").stringValue().equals("path"))
                                    .map(parameter ->
                                            "{" + parameter.get("name").stringValue() + "}");
                    assertThat(described)
                            .as(path.getKey())
                            .containsExactlyInAnyOrderElementsOf(
                                    Stream.of(path.getKey().split("/"))
                                            .filter(step -> step.startsWith("{"))
                                            .toList());
                });
    }

    @Test
    void whatIsJsonStaysJsonWhateverTheCallerWouldRatherHave() {
        As admin = new As(adminToken());

        assertThat(document.operations().stream().filter(operation -> operation.startsWith("GET")))
                .filteredOn(operation -> !operation.contains("{"))
                .allSatisfy(operation -> {
                    String path = operation.substring("GET ".length());
                    assertThat(admin.get(path, "Accept", "application/xml").statusCode())
                            .isNotEqualTo(406);
                });
    }
}
