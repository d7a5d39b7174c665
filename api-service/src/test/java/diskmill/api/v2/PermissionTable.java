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
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A table of permissions, and how its rows are asked. A row is a request, the role of who sends it, and the answer's status for an
 * image that is, in this order: of the caller's own project (and shared with another); another project's private one; shared with the
 * caller's project, which has not answered; shared and accepted; public; of the community. {@code LIST} is a list, and says whether
 * the image is in it. {@code {member}} is the project that the image is shared with. {@code -}: not asked, since nothing depends on the
 * image. A line that begins with # is a heading.
 */
abstract class PermissionTable extends FaceTest {

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
    private final Map<String, Map<String, String>> callers = new HashMap<>();
    private final Map<String, Map<String, String>> atV1 = new HashMap<>();

    @BeforeEach
    void projects() {
        ours = newProject();
        others = newProject();
    }

    /** A test of each of the table's rows. */
    Stream<DynamicTest> rows(String table) {
        return table.lines()
                .skip(1)
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Row::parse)
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.request() + " as " + row.role(),
                                () -> assertThat(answers(row)).isEqualTo(row.answers())));
    }

    private Map<Kind, String> answers(Row row) {
        Map<String, String> caller = callers.computeIfAbsent(row.role(), this::logIn);
        Map<Kind, String> answers = new EnumMap<>(row.answers());
        answers.replaceAll((kind, expected) ->
                expected.equals("-") ? expected : answer(row.request(), caller, kind));
        return answers;
    }

    /** The headers of who is meant by the table's second column: somebody with the role of this name in our project. */
    Map<String, String> logIn(String role) {
        return Map.of("X-Auth-Token", newUser(ours, role).token());
    }

    /** The same caller at the v1 API. */
    private Map<String, String> throughAnApplication(Map<String, String> caller) {
        String token = String.valueOf(caller.get("X-Auth-Token"));
        return atV1.computeIfAbsent(token, _ -> v1Headers(newCredential(new As(token))));
    }

    /** Whose images are the caller's own ones in the table. */
    Project ours() {
        return ours;
    }

    private String answer(String request, Map<String, String> caller, Kind kind) {
        ImageId id = newImage(kind);
        List<String> parts = List.of(request.split(" ", 3));
        if (parts.get(0).equals("LIST")) {
            String more = parts.size() > 1 ? parts.get(1) : "";
            HttpResponse<String> list =
                    send("GET", "/v2/images?tag=tag-" + id + more, null, caller);
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
        Map<String, String> headers =
                new HashMap<>(
                        path.startsWith("/v1/openstack/") ? throughAnApplication(caller) : caller);
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
