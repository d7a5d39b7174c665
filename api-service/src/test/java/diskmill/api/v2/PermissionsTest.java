package diskmill.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.NewImage;
import diskmill.api.catalog.Visibility;
import diskmill.api.members.Member;
import diskmill.api.members.Members;
import diskmill.image.ImageId;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may do what to which image: the whole of it is the table. */
class PermissionsTest extends FaceTest {

    /**
     * A request, the role of who sends it, and the answer's status for an image that is, in this order: of the caller's own project
     * (and shared with another); another project's private one; shared with the caller's project, which has not answered; shared and
     * accepted; public; of the community. {@code LIST} is a list, and says whether the image is in it. {@code {member}} is the
     * project that the image is shared with. {@code -}: not asked, since nothing depends on the image.
     */
    private static final String TABLE =
            """
            request                                            | role    | own other pending accepted public community
            POST /v2/images {}                                 | reader  | 403 -   -   -   -   -
            POST /v2/images {}                                 | member  | 201 -   -   -   -   -
            POST /v2/images {}                                 | manager | 201 -   -   -   -   -
            POST /v2/images {}                                 | admin   | 201 -   -   -   -   -
            POST /v2/images {}                                 | service | 403 -   -   -   -   -

            GET {image}                                        | reader  | 200 404 200 200 200 200
            GET {image}                                        | member  | 200 404 200 200 200 200
            GET {image}                                        | manager | 200 404 200 200 200 200
            GET {image}                                        | admin   | 200 200 200 200 200 200
            GET {image}                                        | service | 200 200 200 200 200 200

            HEAD {image}                                       | reader  | 200 404 200 200 200 200
            HEAD {image}                                       | service | 200 200 200 200 200 200

            GET {image}/file                                   | reader  | 403 404 403 403 403 403
            GET {image}/file                                   | member  | 204 404 204 204 204 204
            GET {image}/file                                   | manager | 204 404 204 204 204 204
            GET {image}/file                                   | admin   | 204 204 204 204 204 204
            GET {image}/file                                   | service | 204 204 204 204 204 204

            PATCH {image} []                                   | reader  | 403 404 403 403 403 403
            PATCH {image} []                                   | member  | 200 404 403 403 403 403
            PATCH {image} []                                   | manager | 200 404 403 403 403 403
            PATCH {image} []                                   | admin   | 200 200 200 200 200 200
            PATCH {image} []                                   | service | 403 403 403 403 403 403

            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}]    | member  | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}]    | manager | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/visibility","value":"public"}]    | admin   | 200 200 200 200 200 200
            PATCH {image} [{"op":"replace","path":"/visibility","value":"community"}] | member  | 200 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/visibility","value":"community"}] | admin   | 200 200 200 200 200 200
            PATCH {image} [{"op":"replace","path":"/owner","value":"me"}]             | member  | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/owner","value":"me"}]             | manager | 403 404 403 403 403 403
            PATCH {image} [{"op":"replace","path":"/owner","value":"me"}]             | admin   | 200 200 200 200 200 200

            DELETE {image}                                     | reader  | 403 404 403 403 403 403
            DELETE {image}                                     | member  | 204 404 403 403 403 403
            DELETE {image}                                     | manager | 204 404 403 403 403 403
            DELETE {image}                                     | admin   | 204 204 204 204 204 204
            DELETE {image}                                     | service | 403 403 403 403 403 403

            PUT {image}/tags/new                               | reader  | 403 404 403 403 403 403
            PUT {image}/tags/new                               | member  | 204 404 403 403 403 403
            PUT {image}/tags/new                               | manager | 204 404 403 403 403 403
            PUT {image}/tags/new                               | admin   | 204 204 204 204 204 204
            PUT {image}/tags/new                               | service | 403 403 403 403 403 403

            DELETE {image}/tags/old                            | reader  | 403 404 403 403 403 403
            DELETE {image}/tags/old                            | member  | 204 404 403 403 403 403
            DELETE {image}/tags/old                            | manager | 204 404 403 403 403 403
            DELETE {image}/tags/old                            | admin   | 204 204 204 204 204 204
            DELETE {image}/tags/old                            | service | 403 403 403 403 403 403

            PUT {image}/tags {"tags":["new"]}                  | reader  | 403 404 403 403 403 403
            PUT {image}/tags {"tags":["new"]}                  | member  | 200 404 403 403 403 403
            PUT {image}/tags {"tags":["new"]}                  | manager | 200 404 403 403 403 403
            PUT {image}/tags {"tags":["new"]}                  | admin   | 200 200 200 200 200 200
            PUT {image}/tags {"tags":["new"]}                  | service | 403 403 403 403 403 403

            GET {image}/members                                | reader  | 200 404 200 200 403 403
            GET {image}/members                                | member  | 200 404 200 200 403 403
            GET {image}/members                                | manager | 200 404 200 200 403 403
            GET {image}/members                                | admin   | 200 403 200 200 403 403
            GET {image}/members                                | service | 403 403 403 403 403 403

            POST {image}/members {"member":"guest"}            | reader  | 403 404 403 403 403 403
            POST {image}/members {"member":"guest"}            | member  | 200 404 403 403 403 403
            POST {image}/members {"member":"guest"}            | manager | 200 404 403 403 403 403
            POST {image}/members {"member":"guest"}            | admin   | 200 403 200 200 403 403
            POST {image}/members {"member":"guest"}            | service | 403 403 403 403 403 403

            GET {image}/members/{member}                       | reader  | 200 404 200 200 404 404
            GET {image}/members/{member}                       | member  | 200 404 200 200 404 404
            GET {image}/members/{member}                       | manager | 200 404 200 200 404 404
            GET {image}/members/{member}                       | admin   | 200 404 200 200 404 404
            GET {image}/members/{member}                       | service | 404 404 404 404 404 404

            PUT {image}/members/{member} {"status":"accepted"} | reader  | 403 404 403 403 403 403
            PUT {image}/members/{member} {"status":"accepted"} | member  | 403 404 200 200 403 403
            PUT {image}/members/{member} {"status":"accepted"} | manager | 403 404 200 200 403 403
            PUT {image}/members/{member} {"status":"accepted"} | admin   | 200 403 200 200 403 403
            PUT {image}/members/{member} {"status":"accepted"} | service | 403 403 403 403 403 403

            DELETE {image}/members/{member}                    | reader  | 403 404 403 403 403 403
            DELETE {image}/members/{member}                    | member  | 204 404 403 403 403 403
            DELETE {image}/members/{member}                    | manager | 204 404 403 403 403 403
            DELETE {image}/members/{member}                    | admin   | 204 403 204 204 403 403
            DELETE {image}/members/{member}                    | service | 403 403 403 403 403 403

            GET {image}/locations                              | reader  | 403 404 403 403 403 403
            GET {image}/locations                              | member  | 403 404 403 403 403 403
            GET {image}/locations                              | manager | 403 404 403 403 403 403
            GET {image}/locations                              | admin   | 403 403 403 403 403 403
            GET {image}/locations                              | service | 200 200 200 200 200 200

            POST {image}/locations {"url":1}                   | reader  | 403 404 403 403 403 403
            POST {image}/locations {"url":1}                   | member  | 400 404 403 403 403 403
            POST {image}/locations {"url":1}                   | manager | 400 404 403 403 403 403
            POST {image}/locations {"url":1}                   | admin   | 400 400 400 400 400 400
            POST {image}/locations {"url":1}                   | service | 400 400 400 400 400 400

            LIST                                               | reader  | yes no  no  yes yes no
            LIST                                               | member  | yes no  no  yes yes no
            LIST                                               | manager | yes no  no  yes yes no
            LIST                                               | admin   | yes yes yes yes yes no
            LIST                                               | service | 403 403 403 403 403 403
            LIST &member_status=pending                        | reader  | yes no  yes no  yes no
            LIST &member_status=rejected                       | reader  | yes no  no  no  yes no
            LIST &member_status=all                            | reader  | yes no  yes yes yes no
            LIST &visibility=shared                            | reader  | yes no  no  yes no  no
            LIST &visibility=shared&member_status=pending      | reader  | yes no  yes no  no  no
            LIST &visibility=private                           | reader  | no  no  no  no  no  no
            LIST &visibility=private                           | admin   | no  yes no  no  no  no
            LIST &visibility=public                            | reader  | no  no  no  no  yes no
            LIST &visibility=community                         | reader  | no  no  no  no  no  yes
            LIST &visibility=all                               | reader  | yes no  no  yes yes yes
            LIST &visibility=all                               | admin   | yes yes yes yes yes yes

            GET /v1/admin/access-tokens                        | member  | 403 -   -   -   -   -
            GET /v1/admin/access-tokens                        | manager | 403 -   -   -   -   -
            GET /v1/admin/access-tokens                        | admin   | 200 -   -   -   -   -
            POST /v1/admin/access-tokens {}                    | manager | 403 -   -   -   -   -
            POST /v1/admin/access-tokens {}                    | admin   | 400 -   -   -   -   -
            DELETE /v1/admin/access-tokens/none                | manager | 403 -   -   -   -   -
            DELETE /v1/admin/access-tokens/none                | admin   | 404 -   -   -   -   -

            GET /v2/images?marker={id}                         | reader  | 200 400 200 200 200 200
            GET /v2/images?marker={id}                         | admin   | 200 200 200 200 200 200

            POST {v1}/create {}                                | reader  | 403 -   -   -   -   -
            POST {v1}/create {}                                | member  | 400 -   -   -   -   -
            POST {v1}/create {}                                | service | 403 -   -   -   -   -
            GET {v1}/list                                      | reader  | 200 -   -   -   -   -
            GET {v1}/list                                      | service | 403 -   -   -   -   -
            GET {v1}/{id}/get                                  | reader  | 200 404 200 200 200 200
            GET {v1}/{id}/get                                  | member  | 200 404 200 200 200 200
            GET {v1}/{id}/get                                  | admin   | 200 200 200 200 200 200
            GET {v1}/{id}/get                                  | service | 200 200 200 200 200 200
            POST {v1}/{id}/update {}                           | reader  | 403 404 403 403 403 403
            POST {v1}/{id}/update {}                           | member  | 200 404 403 403 403 403
            POST {v1}/{id}/update {}                           | manager | 200 404 403 403 403 403
            POST {v1}/{id}/update {}                           | admin   | 200 200 200 200 200 200
            POST {v1}/{id}/update {}                           | service | 403 403 403 403 403 403
            GET {v1}/{id}/delete                               | reader  | 403 404 403 403 403 403
            GET {v1}/{id}/delete                               | member  | 200 404 403 403 403 403
            GET {v1}/{id}/delete                               | manager | 200 404 403 403 403 403
            GET {v1}/{id}/delete                               | admin   | 200 200 200 200 200 200
            GET {v1}/{id}/delete                               | service | 403 403 403 403 403 403
            """;

    private enum Kind {
        OWN(true, Visibility.SHARED, Member.Status.PENDING),
        OTHER(false, Visibility.PRIVATE, null),
        PENDING(false, Visibility.SHARED, Member.Status.PENDING),
        ACCEPTED(false, Visibility.SHARED, Member.Status.ACCEPTED),
        PUBLIC(false, Visibility.PUBLIC, null),
        COMMUNITY(false, Visibility.COMMUNITY, null);

        final boolean own;
        final Visibility visibility;
        final Member.@Nullable Status member;

        Kind(boolean own, Visibility visibility, Member.@Nullable Status member) {
            this.own = own;
            this.visibility = visibility;
            this.member = member;
        }
    }

    private record Row(String request, String role, Map<Kind, String> answers) {

        static Row parse(String line) {
            List<String> parts = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            Iterator<String> answers = List.of(parts.get(2).split(" +", -1)).iterator();
            Map<Kind, String> byKind = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                byKind.put(kind, answers.next());
            }
            return new Row(parts.get(0), parts.get(1), byKind);
        }
    }

    @Autowired private Images images;
    @Autowired private Members members;

    private Project ours;
    private Project others;
    private final Map<String, As> callers = new HashMap<>();

    @BeforeEach
    void projects() {
        ours = newProject();
        others = newProject();
    }

    @TestFactory
    Stream<DynamicTest> everyRowOfTheTableHolds() {
        return TABLE.lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(Row::parse)
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.request() + " as " + row.role(),
                                () -> assertThat(answers(row)).isEqualTo(row.answers())));
    }

    private Map<Kind, String> answers(Row row) {
        As caller = callers.computeIfAbsent(row.role(), this::logIn);
        Map<Kind, String> answers = new EnumMap<>(row.answers());
        answers.replaceAll((kind, expected) ->
                expected.equals("-") ? expected : answer(row.request(), caller, kind));
        return answers;
    }

    private As logIn(String role) {
        return newUser(ours, role);
    }

    private String answer(String request, As caller, Kind kind) {
        ImageId id = newImage(kind);
        List<String> parts = List.of(request.split(" ", 3));
        if (parts.get(0).equals("LIST")) {
            String more = parts.size() > 1 ? parts.get(1) : "";
            HttpResponse<String> list = caller.get("/v2/images?tag=tag-" + id + more);
            return list.statusCode() == 200
                    ? list.body().contains("\"id\":\"" + id + "\"") ? "yes" : "no"
                    : String.valueOf(list.statusCode());
        }
        String path =
                parts.get(1)
                        .replace("{image}", "/v2/images/{id}")
                        .replace("{v1}", "/v1/openstack/image")
                        .replace("{id}", id.toString())
                        .replace("{member}", (kind.own ? others : ours).id());
        String body = parts.size() > 2 ? parts.get(2) : null;
        Map<String, String> headers = new HashMap<>(Map.of("X-Auth-Token", caller.token()));
        if (body != null) {
            headers.put("Content-Type", parts.get(0).equals("PATCH") ? PATCH : JSON);
        }
        return String.valueOf(send(parts.get(0), path, body, headers).statusCode());
    }

    private ImageId newImage(Kind kind) {
        ImageId id = ImageId.random();
        images.insert(
                new NewImage(
                        id,
                        "of " + UUID.randomUUID(),
                        kind.visibility,
                        false,
                        false,
                        (kind.own ? ours : others).id(),
                        null,
                        null,
                        0,
                        0,
                        new TreeSet<>(List.of("old", "tag-" + id)),
                        new TreeMap<>()));
        if (kind.member != null) {
            String project = (kind.own ? others : ours).id();
            members.add(id, project, 10);
            members.set(id, project, kind.member);
        }
        return id;
    }
}
