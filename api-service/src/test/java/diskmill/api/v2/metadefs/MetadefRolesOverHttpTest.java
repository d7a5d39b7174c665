package diskmill.api.v2.metadefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadefRolesOverHttpTest extends Catalog {

    private static final String HELD =
            """
            , "visibility": "%s", "tags": [{"name": "t"}], "objects": [{"name": "o"}],
            "properties": {"p": {"title": "P", "type": "string"}}, "resource_type_associations": [{"name": "r"}]
            """;

    private As member;
    private As reader;

    @BeforeEach
    void logInOthers() {
        member = newUser("member");
        reader = newUser("reader");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/tags",
                "/tags/t",
                "/objects",
                "/objects/o",
                "/properties",
                "/properties/p",
                "/resource_types"
            })
    void aPublicNamespaceIsForAllToReadAndAPrivateOneIsNotThere(String part) {
        String open = newNamespace(HELD.formatted("public")) + part;
        String closed = newNamespace(HELD.formatted("private")) + part;

        assertThat(reader.get(open).statusCode()).isEqualTo(200);
        assertThat(reader.get(closed).statusCode()).isEqualTo(404);
        assertThat(member.get(closed).statusCode()).isEqualTo(404);
        assertThat(admin.get(closed).statusCode()).isEqualTo(200);
        assertThat(member.delete(closed).statusCode()).isIn(404, 405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /objects | {\"name\": \"n\"}",
                "POST | /properties | {\"name\": \"n\", \"title\": \"N\", \"type\": \"string\"}",
                "POST | /tags | {\"tags\": []}",
                "POST | /tags/n | {}",
                "POST | /resource_types | {\"name\": \"n\"}",
                "PUT | '' | {\"namespace\": \"n\"}",
                "PUT | /objects/o | {\"name\": \"n\"}",
                "PUT | /properties/p | {\"name\": \"n\", \"title\": \"N\", \"type\": \"string\"}",
                "PUT | /tags/t | {\"name\": \"n\"}",
                "DELETE | '' | ''",
                "DELETE | /objects | ''",
                "DELETE | /objects/o | ''",
                "DELETE | /properties | ''",
                "DELETE | /properties/p | ''",
                "DELETE | /tags | ''",
                "DELETE | /tags/t | ''",
                "DELETE | /resource_types/r | ''"
            })
    void onlyAnAdminChangesTheCatalog(String method, String part, String body) {
        String open = newNamespace(HELD.formatted("public")) + part;
        String closed = newNamespace(HELD.formatted("private")) + part;

        assertThat(request(member, method, open, body)).isEqualTo(403);
        assertThat(request(member, method, closed, body)).isEqualTo(404);
    }

    private static int request(As caller, String method, String path, String body) {
        return switch (method) {
            case "POST" -> caller.post(path, body).statusCode();
            case "PUT" -> caller.put(path, JSON, body).statusCode();
            default -> caller.delete(path).statusCode();
        };
    }

    @Test
    void aPrivateNamespaceIsItsOwnersToRead() {
        String project = json(member.get(member.newImage("{}"))).get("owner").asString();
        String path = newNamespace(", \"owner\": \"%s\"".formatted(project));
        String name = path.substring(ALL.length() + 1);

        assertThat(member.get(path).statusCode()).isEqualTo(200);
        assertThat(member.delete(path).statusCode()).isEqualTo(403);
        assertThat(reader.get(path).statusCode()).isEqualTo(404);
        assertThat(member.get(ALL + "?limit=1000").body()).contains(name);
        assertThat(member.get(ALL + "?visibility=private").body()).contains(name);
        assertThat(reader.get(ALL + "?limit=1000").body()).doesNotContain(name);
        assertThat(reader.get(ALL + "?marker=" + name).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAnAdminMakesANamespace() {
        assertThat(member.post(ALL, "{\"namespace\": \"%s\"}".formatted(newName())).statusCode())
                .isEqualTo(403);
        assertThat(reader.get("/v2/metadefs/resource_types").statusCode()).isEqualTo(200);
        assertThat(reader.get("/v2/schemas/metadefs/namespace").statusCode()).isEqualTo(200);
        assertThat(new As("no-token").get(ALL).statusCode()).isEqualTo(401);
    }
}
