package diskmill.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The list of v1: its pages, its order, its keywords, and that it shows what v2's does. */
class ListPagesTest extends V1Test {

    private static final List<String> MADE =
            List.of(
                    "Ubuntu 24.04",
                    "win",
                    "100%_sure",
                    "银河麒麟V10",
                    "back\\slash",
                    "it's",
                    "🐧 tux",
                    "c");

    private As owner;

    /** In the names of what a test makes, since others make images that everybody sees. */
    private String mark;

    @BeforeEach
    void images() {
        owner = newUser("member");
        mark = "m" + UUID.randomUUID().toString().substring(0, 8);
    }

    private void make(String name, String properties) {
        owner.newImage("{\"name\": \"%s\"%s}".formatted(name, properties));
    }

    private JsonNode list(String query) {
        return result(get(owner, "/list?" + query));
    }

    private JsonNode listMarked(String query) {
        return list("keywords=" + mark + "&" + query);
    }

    private List<String> unmarked(JsonNode page) {
        return names(page).stream().map(name -> name.substring(mark.length())).toList();
    }

    private static List<String> names(JsonNode page) {
        return page.get("entities")
                .valueStream()
                .map(image -> image.get("name").stringValue())
                .toList();
    }

    @Test
    void pagesGoOnFromOneToTheNext() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            make(mark + name, "");
        }

        JsonNode first = listMarked("offset=2&order=name&asc=true");
        JsonNode second = listMarked("offset=2&order=name&asc=true&page=2");
        JsonNode third = listMarked("offset=2&order=name&asc=true&page=3");
        JsonNode beyond = listMarked("offset=2&order=name&asc=true&page=4");

        assertThat(unmarked(first)).containsExactly("a", "b");
        assertThat(unmarked(second)).containsExactly("c", "d");
        assertThat(unmarked(third)).containsExactly("e");
        assertThat(unmarked(beyond)).isEmpty();
        assertThat(List.of(first, second, third, beyond))
                .allSatisfy(page -> assertThat(page.get("total").intValue()).isEqualTo(5));
        assertThat(first.get("hasPrevious").booleanValue()).isFalse();
        assertThat(first.get("hasNext").booleanValue()).isTrue();
        assertThat(second.get("hasPrevious").booleanValue()).isTrue();
        assertThat(third.get("hasNext").booleanValue()).isFalse();
        assertThat(beyond.get("hasPrevious").booleanValue()).isTrue();
        assertThat(unmarked(listMarked(""))).containsExactly("e", "d", "c", "b", "a");
        assertThat(unmarked(listMarked("order=created&asc=true")))
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(unmarked(listMarked("order=name"))).containsExactly("e", "d", "c", "b", "a");
    }

    @Test
    void whatWasChangedLastComesFirstByUpdate() {
        make(mark + "a", "");
        make(mark + "b", "");
        String id =
                result(get(owner, "/list?keywords=" + mark + "a"))
                        .at("/entities/0/unique")
                        .stringValue();
        result(post(owner, "/" + id + "/update", "{\"description\": \"later\"}"));

        assertThat(unmarked(listMarked("order=updated"))).containsExactly("a", "b");
        assertThat(unmarked(listMarked("order=updated&asc=true"))).containsExactly("b", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    u            | Ubuntu 24.04, win, 100%_sure, 🐧 tux
                    CENTOS 7     | c
                    7.           | c
                    UB           | Ubuntu 24.04
                    buntu        | Ubuntu 24.04
                    %            | 100%_sure
                    0%_s         | 100%_sure
                    _            | 100%_sure
                    __           |
                    麒麟          | 银河麒麟V10
                    麟            | 银河麒麟V10
                    银河麒麟v10   | 银河麒麟V10
                    麟麒          |
                    windows 7    | win
                    \\           | back\\slash
                    '            | it's
                    🐧           | 🐧 tux
                    ubuntu 24.05 |
                    ntubu        |
                    """)
    void keywordsAreFoundInNamesAndDisplayNames(String keywords, String found) {
        make("Ubuntu 24.04", "");
        make("win", ", \"display_name\": \"Windows 7 Ultimate\"");
        make("100%_sure", "");
        make("银河麒麟V10", "");
        make("back\\\\slash", "");
        make("it's", "");
        make("🐧 tux", "");
        make("c", ", \"os_distro\": \"centos\", \"os_version\": \"7.9\"");

        JsonNode page =
                list(
                        "order=created&offset=1000&keywords="
                                + URLEncoder.encode(
                                        keywords.replace("\\\\", "\\"), StandardCharsets.UTF_8));

        List<String> others =
                names(list("offset=1000")).stream()
                        .filter(name -> name == null || !MADE.contains(name))
                        .toList();
        assertThat(names(page).stream().filter(name -> !others.contains(name)))
                .containsExactlyInAnyOrderElementsOf(
                        found == null
                                ? List.of()
                                : List.of(found.replace("\\\\", "\\").split(", ")));
        assertThat(page.get("total").intValue()).isEqualTo(page.get("entities").size());
    }

    @Test
    void whatV1ShowsAsDisplayNameIsFoundByIt() {
        make(mark + "c", ", \"os_distro\": \"centos\", \"os_version\": \"7.9\"");
        make(mark + "e", ", \"os_distro\": \"\", \"os_version\": \"8\", \"os_type\": \"linux\"");
        make(
                mark + "n",
                ", \"display_name\": \"\", \"os_distro\": \"debian\", \"os_version\": \"\"");
        make(mark + "l", ", \"display_name\": \"%s\"".formatted("长".repeat(300)));

        JsonNode all = listMarked("");

        assertThat(all.get("entities").valueStream())
                .allSatisfy(image -> {
                    String shown = image.get("displayName").stringValue();
                    JsonNode found =
                            list("keywords=" + URLEncoder.encode(shown, StandardCharsets.UTF_8));
                    assertThat(names(found)).contains(image.get("name").stringValue());
                });
        assertThat(
                        all.get("entities")
                                .valueStream()
                                .map(image -> image.get("displayName").stringValue()))
                .containsExactly("长".repeat(255), "debian", "linux", "centos 7.9");
    }

    @Test
    void emptyParametersAreAsGoodAsNone() {
        make(mark, "");

        assertThat(names(list("keywords=&status=&page=&offset=&order=&asc=")).getFirst())
                .isEqualTo(mark);
    }

    @Test
    void itListsWhatV2Lists() {
        As admin = new As(adminToken());
        As other = newUser("member");
        make(mark + " own", "");
        make(mark + " hidden", ", \"os_hidden\": true");
        other.newImage("{\"name\": \"%s private\", \"visibility\": \"private\"}".formatted(mark));
        other.newImage(
                "{\"name\": \"%s community\", \"visibility\": \"community\"}".formatted(mark));
        admin.newImage("{\"name\": \"%s public\", \"visibility\": \"public\"}".formatted(mark));

        assertThat(names(list("keywords=" + mark)))
                .containsExactly(mark + " public", mark + " own");
        assertThat(
                        json(owner.get("/v2/images?limit=1000"))
                                .get("images")
                                .valueStream()
                                .map(image -> image.get("name").stringValue(""))
                                .filter(name -> name.startsWith(mark)))
                .containsExactly(mark + " public", mark + " own");
        assertThat(names(result(get(admin, "/list?keywords=" + mark))))
                .containsExactly(mark + " public", mark + " private", mark + " own");
        assertThat(names(result(get(other, "/list?keywords=" + mark))))
                .containsExactly(mark + " public", mark + " community", mark + " private");
    }

    @Test
    void anImageThatIsSharedAndTakenIsListedOnce() {
        Project mine = newProject();
        As member = newUser(mine, "member");
        String path =
                owner.newImage("{\"name\": \"%s\", \"visibility\": \"shared\"}".formatted(mark));
        owner.post(path + "/members", "{\"member\": \"%s\"}".formatted(mine.id()));
        assertThat(names(result(get(member, "/list?keywords=" + mark)))).isEmpty();

        member.put(path + "/members/" + mine.id(), JSON, "{\"status\": \"accepted\"}");

        JsonNode page = result(get(member, "/list?keywords=" + mark));
        assertThat(names(page)).containsExactly(mark);
        assertThat(page.get("total").intValue()).isEqualTo(1);
    }
}
