package diskmill.api.identity.v3.manage;

import static diskmill.api.BadValues.UNSTORABLE;
import static diskmill.api.BadValues.list;
import static diskmill.api.BadValues.name;
import static diskmill.api.BadValues.object;
import static diskmill.api.BadValues.text;
import static diskmill.api.BadValues.truth;
import static diskmill.api.BadValues.with;

import diskmill.api.BadFields;
import diskmill.api.FaceTest;
import diskmill.api.RefusalsTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of what makes and changes accounts, and of a login. */
@TestInstance(Lifecycle.PER_CLASS)
class BadAccountsOverHttpTest extends RefusalsTest {

    private static final int TEXT = 4096;

    private static final List<String> ENVELOPE = with(object(), "null");

    /** Fields of a project, a user and a role. */
    private static final Map<String, List<String>> ALL =
            Map.of("name", name(255), "description", text(TEXT), "colour", UNSTORABLE);

    private static final List<String> DOMAIN = with(text(255), "\"other\"", "\"\"");
    private static final List<String> PASSWORD =
            with(text(TEXT), "\"\"", "\"" + "x".repeat(73) + "\"", "\"" + "é".repeat(37) + "\"");

    private static final Map<String, List<String>> PROJECT =
            Map.of(
                    "enabled", truth(),
                    "is_domain", truth(),
                    "domain_id", DOMAIN,
                    "parent_id", DOMAIN,
                    "tags", with(list(), "[\"\"]", "[\"a,b\"]", "[\"a/b\"]"),
                    "options", object());

    private static final Map<String, List<String>> USER =
            Map.of(
                    "enabled", truth(),
                    "domain_id", DOMAIN,
                    "default_project_id", with(text(255), "\"default\""),
                    "password", PASSWORD,
                    "options", object());

    private static final Map<String, List<String>> CREDENTIAL =
            Map.of(
                    "name", name(255),
                    "description", text(TEXT),
                    "secret", PASSWORD,
                    "unrestricted", truth(),
                    "roles",
                            with(
                                    list(),
                                    "[\"member\"]",
                                    "[{\"id\": 7}]",
                                    "[{\"name\": [\"member\"]}]",
                                    "[{\"name\": \"admin\"}]"),
                    "access_rules", with(list(), "[{\"path\": \"/\"}]"),
                    "expires_at",
                            with(
                                    text(255),
                                    "\"\"",
                                    "\"soon\"",
                                    "\"2020-01-01T00:00:00\"",
                                    "\"2027-13-01T00:00:00\"",
                                    "\"2027-01-31T12:00:00+99:00\"",
                                    "\"+999999999-12-31T23:59:59\"",
                                    "\"-999999999-01-01T00:00:00\""));

    private As user = new As("");
    private Map<String, String> ours = Map.of();

    @BeforeAll
    void make() {
        String name = newAccount("member");
        user = new As(login(name, FaceTest.PASSWORD, null));
        ours =
                Map.of(
                        "$PROJECT",
                        newProject().id(),
                        "$USER",
                        newUserWithoutPassword(),
                        "$ROLE",
                        json(made(
                                        admin().post(
                                                        "/v3/roles",
                                                        "{\"role\": {\"name\": \"%s\"}}"
                                                                .formatted(name))))
                                .at("/role/id")
                                .stringValue(),
                        "$SELF",
                        json(user.get("/v3/auth/tokens", "X-Subject-Token", user.token()))
                                .at("/token/user/id")
                                .stringValue(),
                        "$NAME",
                        name,
                        "$PASSWORD",
                        FaceTest.PASSWORD);
    }

    static Stream<Arguments> fields() {
        List<BadFields> all = new ArrayList<>();
        both(all, "project", "/v3/projects", "/$PROJECT", PROJECT);
        both(all, "user", "/v3/users", "/$USER", USER);
        both(all, "role", "/v3/roles", "/$ROLE", Map.of("options", object()));
        all.add(BadFields.of("POST /v1/admin/access-tokens {'name': VALUE}", name(255)));
        all.add(
                BadFields.of(
                        "POST /v3/roles {'role': {'name': 'NEW', 'domain_id': VALUE}}",
                        with(UNSTORABLE, "\"default\"", "7", "[]", "{}", "\"\"")));
        return all.stream().flatMap(BadFields::arguments);
    }

    /** One that is made and one that is changed. */
    private static void both(
            List<BadFields> all,
            String what,
            String path,
            String one,
            Map<String, List<String>> fields) {
        all.add(BadFields.of("POST %s {'%s': VALUE}".formatted(path, what), ENVELOPE));
        all.add(BadFields.of("PATCH %s%s {'%s': VALUE}".formatted(path, one, what), ENVELOPE));
        Stream.concat(ALL.entrySet().stream(), fields.entrySet().stream())
                .forEach(field -> {
                    String name = field.getKey();
                    all.add(
                            BadFields.of(
                                    "POST %s {'%s': {%s'%s': VALUE}}"
                                            .formatted(
                                                    path,
                                                    what,
                                                    name.equals("name") ? "" : "'name': 'NEW', ",
                                                    name),
                                    field.getValue()));
                    all.add(
                            BadFields.of(
                                    "PATCH %s%s {'%s': {'%s': VALUE}}"
                                            .formatted(path, one, what, name),
                                    field.getValue()));
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fields")
    void aBadFieldIsRefused(String request, String value) throws IOException {
        assertRefused(admin(), request, JSON, value, ours);
    }

    static Stream<Arguments> ownFields() {
        String credentials = "POST /v3/users/$SELF/application_credentials ";
        String password = "POST /v3/users/$SELF/password ";
        List<BadFields> all = new ArrayList<>();
        all.add(BadFields.of(credentials + "{'application_credential': VALUE}", ENVELOPE));
        CREDENTIAL.forEach((name, values) ->
                all.add(
                        BadFields.of(
                                credentials
                                        + "{'application_credential': {%s'%s': VALUE}}"
                                                .formatted(
                                                        name.equals("name")
                                                                ? ""
                                                                : "'name': 'NEW', ",
                                                        name),
                                values)));
        all.add(BadFields.of(password + "{'user': VALUE}", ENVELOPE));
        all.add(
                BadFields.of(
                        password
                                + "{'user': {'original_password': VALUE, 'password': 'another one'}}",
                        with(text(TEXT), "null", "\"\"")));
        all.add(
                BadFields.of(
                        password
                                + "{'user': {'original_password': '$PASSWORD', 'password': VALUE}}",
                        with(PASSWORD, "null", "\"$PASSWORD\"")));
        return all.stream().flatMap(BadFields::arguments);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ownFields")
    void aBadFieldOfOnesOwnIsRefused(String request, String value) throws IOException {
        assertRefused(user, request, JSON, value, ours);
    }

    static Stream<Arguments> logins() {
        String login = "POST /v3/auth/tokens {'auth': {'identity': ";
        String byPassword = "{'methods': ['password'], 'password': ";
        String good =
                login
                        + byPassword
                        + "{'user': {'name': '$NAME', 'domain': {'id': 'default'}, 'password': '$PASSWORD'}}}";
        List<String> named = with(text(255), "null", "\"NEW\"");
        return Stream.of(
                        BadFields.of("POST /v3/auth/tokens {'auth': VALUE}", ENVELOPE),
                        BadFields.of(login + "VALUE}}", ENVELOPE),
                        BadFields.of(
                                login
                                        + "{'methods': VALUE, 'password': {'user': {'name': '$NAME', 'domain': {'id': 'default'}, 'password': '$PASSWORD'}}}}}",
                                with(
                                        list(),
                                        "null",
                                        "\"password\"",
                                        "[]",
                                        "{\"a\": \"password\"}",
                                        "[\"password\", \"token\"]",
                                        "[\"totp\"]")),
                        BadFields.of(login + byPassword + "VALUE}}}", ENVELOPE),
                        BadFields.of(login + byPassword + "{'user': VALUE}}}}", ENVELOPE),
                        BadFields.of(
                                login
                                        + byPassword
                                        + "{'user': {'id': VALUE, 'password': '$PASSWORD'}}}}}",
                                named),
                        BadFields.of(
                                login
                                        + byPassword
                                        + "{'user': {'name': VALUE, 'domain': {'id': 'default'}, 'password': '$PASSWORD'}}}}}",
                                named),
                        BadFields.of(
                                login
                                        + byPassword
                                        + "{'user': {'name': '$NAME', 'domain': VALUE, 'password': '$PASSWORD'}}}}}",
                                with(
                                        ENVELOPE,
                                        "{}",
                                        "{\"id\": 7}",
                                        "{\"id\": \"other\"}",
                                        "{\"name\": []}")),
                        BadFields.of(
                                login
                                        + byPassword
                                        + "{'user': {'name': 'NEW', 'domain': {'id': 'default'}, 'password': VALUE}}}}}",
                                with(text(TEXT), "null", "\"\"")),
                        BadFields.of(login + "{'methods': ['token'], 'token': VALUE}}}", ENVELOPE),
                        BadFields.of(
                                login + "{'methods': ['token'], 'token': {'id': VALUE}}}}",
                                with(text(TEXT), "null", "\"\"", "\"none\"")),
                        BadFields.of(
                                login
                                        + "{'methods': ['application_credential'], 'application_credential': VALUE}}}",
                                with(ENVELOPE, "{}", "{\"id\": \"x\"}", "{\"secret\": \"x\"}")),
                        BadFields.of(
                                login
                                        + "{'methods': ['application_credential'], 'application_credential': {'id': VALUE, 'secret': 'x'}}}}",
                                named),
                        BadFields.of(
                                login
                                        + "{'methods': ['application_credential'], 'application_credential': {'name': 'NEW', 'user': VALUE, 'secret': 'x'}}}}",
                                with(ENVELOPE, "{\"name\": \"x\"}", "{\"id\": []}")),
                        BadFields.of(
                                login
                                        + "{'methods': ['application_credential'], 'application_credential': {'id': 'NEW', 'secret': VALUE}}}}",
                                with(text(TEXT), "null", "\"\"")),
                        BadFields.of(
                                good + ", 'scope': VALUE}}",
                                with(
                                        object(),
                                        "\"nonsense\"",
                                        "{}",
                                        "{\"project\": 7}",
                                        "{\"project\": {}}",
                                        "{\"project\": {\"name\": \"x\"}}",
                                        "{\"project\": {\"id\": []}}",
                                        "{\"project\": {\"id\": \"none\"}}",
                                        "{\"project\": {\"id\": \"$PROJECT\"}}",
                                        "{\"project\": {\"name\": \"$NAME\", \"domain\": {\"id\": \"default\"}}, \"system\": {\"all\": true}}",
                                        "{\"project\": {\"name\": \"$NAME\", \"domain\": {\"id\": \"default\"}}, \"unscoped\": {}}",
                                        "{\"domain\": {\"id\": \"default\"}}",
                                        "{\"system\": {\"all\": true}}")))
                .flatMap(BadFields::arguments);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("logins")
    void aBadLoginIsRefused(String request, String value) throws IOException {
        assertRefused(admin(), request, JSON, value, ours);
    }
}
