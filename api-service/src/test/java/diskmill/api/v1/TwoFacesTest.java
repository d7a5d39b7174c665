package diskmill.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.Images;
import diskmill.api.status.FactRecorder;
import diskmill.event.ImageEvent;
import diskmill.image.Digest;
import diskmill.image.Digests;
import diskmill.image.DiskFormat;
import diskmill.image.HashAlgorithm;
import diskmill.image.ImageId;
import diskmill.image.RejectionReason;
import diskmill.image.RunId;
import diskmill.storage.ObjectKey;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An image is the same in v1 and in v2, whichever made it. */
class TwoFacesTest extends V1Test {

    @Autowired private FactRecorder recorder;
    @Autowired private Images images;
    @Autowired private JdbcClient database;

    private Project project;
    private As owner;

    @BeforeEach
    void user() {
        project = newProject();
        owner = newUser(project, "member");
    }

    @Test
    void whatV1MakesV2Sees() {
        JsonNode made =
                result(
                        post(
                                owner,
                                "/create",
                                newImage("镜像 🐧")
                                        .put("displayName", "银河麒麟 V10")
                                        .put("minLimit", Long.MAX_VALUE)
                                        .toString()));

        JsonNode seen = json(owner.get(v2(made)));
        assertThat(seen.get("name").stringValue()).isEqualTo("镜像 🐧");
        assertThat(seen.get("status").stringValue()).isEqualTo("importing");
        assertThat(seen.get("display_name").stringValue()).isEqualTo("银河麒麟 V10");
        assertThat(seen.get("min_limit").stringValue()).isEqualTo("9223372036854775807");
        assertThat(seen.get("description").stringValue()).isEqualTo("junit测试-可删除");
        assertThat(seen.get("min_ram").intValue()).isZero();
        assertThat(seen.get("disk_format").stringValue()).isEqualTo("qcow2");
        assertThat(seen.get("visibility").stringValue()).isEqualTo("shared");
        assertThat(seen.get("created_at").stringValue())
                .isEqualTo(
                        Instant.ofEpochMilli(made.get("created").longValue() / 1000 * 1000)
                                .toString());
        JsonNode task = json(owner.get(v2(made) + "/tasks")).at("/tasks/0");
        assertThat(task.at("/status").stringValue()).isIn("pending", "processing");
    }

    @Test
    void whatV2ChangesV1ShowsAndLosesNothing() {
        JsonNode made = create(owner, "one");
        String id = made.get("unique").stringValue();

        assertThat(
                        owner.patch(
                                        v2(made),
                                        """
                                        [{"op": "replace", "path": "/name", "value": "two"}, {"op": "add", "path": "/min_limit", "value": "many"},
                                         {"op": "add", "path": "/os_distro", "value": "centos"}, {"op": "add", "path": "/os_version", "value": "7.9"},
                                         {"op": "replace", "path": "/min_ram", "value": 512}, {"op": "add", "path": "/rack", "value": "7"},
                                         {"op": "replace", "path": "/tags", "value": ["a"]}, {"op": "replace", "path": "/protected", "value": true}]
                                        """)
                                .statusCode())
                .isEqualTo(200);

        JsonNode shown = result(get(owner, "/" + id + "/get"));
        assertThat(shown.get("name").stringValue()).isEqualTo("two");
        assertThat(shown.get("minLimit").isNull()).isTrue();
        assertThat(shown.get("displayName").stringValue()).isEqualTo("centos 7.9");
        assertThat(shown.get("minRam").intValue()).isEqualTo(512);
        assertThat(shown.get("isProtected").booleanValue()).isTrue();
        assertThat(shown.get("applicationNames").size()).isEqualTo(3);
        assertThat(refusal(get(owner, "/" + id + "/delete"), 403)).contains("protected");

        result(post(owner, "/" + id + "/update", "{\"description\": \"新的描述\"}"));
        JsonNode seen = json(owner.get(v2(made)));
        assertThat(seen.get("min_limit").stringValue()).isEqualTo("many");
        assertThat(seen.get("rack").stringValue()).isEqualTo("7");
        assertThat(seen.get("tags").get(0).stringValue()).isEqualTo("a");
        assertThat(seen.get("min_ram").intValue()).isEqualTo(512);
        assertThat(seen.get("description").stringValue()).isEqualTo("新的描述");
        assertThat(seen.get("protected").booleanValue()).isTrue();
    }

    @Test
    void whatV2MakesV1ShowsChangesAndDeletes() {
        String path =
                owner.newImage(
                        """
                        {"name": "v2的镜像", "disk_format": "vhdx", "container_format": "bare", "min_disk": 3, "visibility": "private",
                         "os_type": "windows", "tags": ["x"], "rack": "9"}
                        """);
        String id = path.substring(path.lastIndexOf('/') + 1);

        JsonNode shown = result(get(owner, "/" + id + "/get"));
        assertThat(shown.get("name").stringValue()).isEqualTo("v2的镜像");
        assertThat(shown.get("status").stringValue()).isEqualTo("QUEUED");
        assertThat(shown.get("displayName").stringValue()).isEqualTo("windows");
        assertThat(shown.get("diskFormat").stringValue()).isEqualTo("vhdx");
        assertThat(shown.get("minDisk").intValue()).isEqualTo(3);
        assertThat(shown.get("applicationNames").isEmpty()).isTrue();

        result(
                post(
                        owner,
                        "/" + id + "/update",
                        "{\"name\": \"renamed\", \"minLimit\": 8, \"displayName\": \"Windows 11\"}"));
        JsonNode seen = json(owner.get(path));
        assertThat(seen.get("name").stringValue()).isEqualTo("renamed");
        assertThat(seen.get("visibility").stringValue()).isEqualTo("private");
        assertThat(seen.get("os_type").stringValue()).isEqualTo("windows");
        assertThat(seen.get("rack").stringValue()).isEqualTo("9");
        assertThat(seen.get("min_limit").stringValue()).isEqualTo("8");
        assertThat(seen.get("min_ram").intValue()).isZero();

        result(ask(owner, "DELETE", "/" + id + "/delete", null));
        assertThat(owner.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void whatV1MadeV2Deletes() {
        JsonNode made = create(owner, "one");

        assertThat(owner.delete(v2(made)).statusCode()).isEqualTo(204);

        refusal(get(owner, "/" + made.get("unique").stringValue() + "/get"), 404);
        refusal(post(owner, "/" + made.get("unique").stringValue() + "/delete", ""), 404);
    }

    @Test
    void aPostDeletesToo() {
        String id = createdId(owner, "one");

        result(post(owner, "/" + id + "/delete", "{}"));
        refusal(get(owner, "/" + id + "/get"), 404);
    }

    @Test
    void statusesAreTheDocuments() {
        JsonNode made = create(owner, "一个镜像");
        String id = made.get("unique").stringValue();
        assertThat(listed("SAVING")).isEqualTo(id);

        reject(id, "The source answers 404; check the address.");
        JsonNode killed = result(get(owner, "/" + id + "/get"));
        assertThat(killed.get("status").stringValue()).isEqualTo("KILLED");
        assertThat(killed.get("statusReason").stringValue())
                .isEqualTo("The source answers 404; check the address.");
        assertThat(json(owner.get(v2(made))).get("status").stringValue()).isEqualTo("queued");
        assertThat(listed("KILLED")).isEqualTo(id);
        assertThat(listed("QUEUED")).isEmpty();

        assertThat(
                        owner.put(v2(made) + "/file", "application/octet-stream", "no qcow2")
                                .statusCode())
                .isNotEqualTo(204);
        assertThat(
                        owner.post(
                                        v2(made) + "/import",
                                        "{\"method\": {\"name\": \"web-download\", \"uri\": \"https://images.example.org/b\"}}")
                                .statusCode())
                .isEqualTo(202);
        convert(id);
        JsonNode active = result(get(owner, "/" + id + "/get"));
        assertThat(active.get("status").stringValue()).isEqualTo("ACTIVED");
        assertThat(active.get("size").longValue()).isEqualTo(13_287_936);
        assertThat(active.has("statusReason")).isFalse();
        assertThat(listed("ACTIVE")).isEqualTo(id);
        assertThat(listed("ACTIVED")).isEqualTo(id);
        assertThat(listed("ALL_STATUS")).isEqualTo(id);

        As admin = new As(adminToken());
        assertThat(admin.post(v2(made) + "/actions/deactivate", "").statusCode()).isEqualTo(204);
        assertThat(listed("UNRECOGNIZED")).isEqualTo(id);
        assertThat(listed("ACTIVE")).isEmpty();
        assertThat(listed("PENDING_DELETE")).isEmpty();
    }

    @Test
    void aListTellsOfEachImageItsOwnReason() {
        reject(createdId(owner, "镜 a"), "The source answers 404.");
        createdId(owner, "镜 b");
        reject(createdId(owner, "镜 c"), "The source is too slow.");
        owner.newImage("{\"name\": \"镜 d\"}");

        JsonNode page = result(get(owner, "/list?keywords=%E9%95%9C&order=name&asc=true"));

        assertThat(
                        page.get("entities")
                                .valueStream()
                                .map(one ->
                                        one.get("status").stringValue()
                                                + " "
                                                + one.path("statusReason").asString("-")))
                .containsExactly(
                        "KILLED The source answers 404.",
                        "SAVING -",
                        "KILLED The source is too slow.",
                        "QUEUED -");
    }

    @Test
    void whatIsDeletedIsListedForThirtyDays() {
        String id = createdId(owner, "一个镜像");
        String old = createdId(owner, "long gone");
        result(get(owner, "/" + id + "/delete"));
        result(get(owner, "/" + old + "/delete"));
        database.sql(
                        "update images set deleted_at = deleted_at - interval '31 days' where id = :id")
                .param("id", ImageId.parse(old).value())
                .update();

        JsonNode page = result(get(owner, "/list?status=DELETED&keywords=%E9%95%9C"));
        assertThat(page.get("total").intValue()).isEqualTo(1);
        JsonNode gone = page.get("entities").get(0);
        assertThat(gone.propertyNames())
                .containsExactly("unique", "status", "created", "updated", "name", "links");
        assertThat(gone.get("unique").stringValue()).isEqualTo(id);
        assertThat(gone.get("status").stringValue()).isEqualTo("DELETED");
        assertThat(gone.get("name").stringValue()).isEqualTo("一个镜像");
        assertThat(gone.get("updated").longValue()).isGreaterThan(gone.get("created").longValue());
        assertThat(listed("DELETED")).isEqualTo(id);
        assertThat(listed("ALL_STATUS")).isEmpty();
        assertThat(result(get(newUser("member"), "/list?status=DELETED")).get("total").intValue())
                .isZero();
        assertThat(
                        result(
                                        get(
                                                new As(adminToken()),
                                                "/list?status=DELETED&keywords=一个镜像"
                                                        .replace(
                                                                "一个镜像",
                                                                "%E4%B8%80%E4%B8%AA%E9%95%9C%E5%83%8F")))
                                .get("total")
                                .intValue())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "bare, Raw, bare, raw",
        "BARE, vhd, bare, vhd",
        "Unrecognized, UNRECOGNIZED, bare,",
        "AKI, AKI, aki, aki",
        "ari, ari, ari, ari",
        "AMI, AMI, ami, ami",
        "OVF, VMDK, ovf, vmdk",
        "DOCKER, RAW, docker, raw",
        "BARE, ISO, bare, iso",
        "BARE, VDI, bare, vdi"
    })
    void formatsAreTakenInAnyCase(String container, String disk, String kept, String keptDisk) {
        ObjectNode body = newImage("one");
        body.put("containerFormat", container).put("diskFormat", disk);

        JsonNode made = result(post(owner, "/create", body.toString()));

        assertThat(made.get("containerFormat").stringValue()).isEqualTo(kept);
        assertThat(made.get("diskFormat").stringValue(null)).isEqualTo(keptDisk);
        assertThat(made.get("status").stringValue()).isEqualTo("SAVING");
    }

    @Test
    void applicationsAreTheProjects() {
        JsonNode first = create(owner, "first").get("imageApplications");
        JsonNode second = create(owner, "second").get("imageApplications");
        JsonNode others = create(newUser("member"), "theirs").get("imageApplications");
        String id = createdId(owner, "third");

        assertThat(second).isEqualTo(first);
        assertThat(others.get(0)).isNotEqualTo(first.get(0));
        assertThat(
                        refusal(
                                post(
                                        owner,
                                        "/" + id + "/update",
                                        "{\"name\": \"no\", \"imageApplications\": %s}"
                                                .formatted(others)),
                                400))
                .contains("There is no application with the number " + others.get(0));
        assertThat(result(get(owner, "/" + id + "/get")).get("name").stringValue())
                .isEqualTo("third");

        result(
                post(
                        owner,
                        "/" + id + "/update",
                        "{\"imageApplications\": [%s, \"%s\"]}"
                                .formatted(first.get(2), first.get(0))));
        assertThat(result(get(owner, "/" + id + "/get")).get("applicationNames").toString())
                .isEqualTo("[\"mysql\",\"viewer\"]");
        result(post(owner, "/" + id + "/update", "{\"imageApplications\": []}"));
        assertThat(result(get(owner, "/" + id + "/get")).get("applicationNames").isEmpty())
                .isTrue();
    }

    @Test
    void nullInAnUpdateLeavesWhatIsThere() {
        String id = createdId(owner, "one");

        JsonNode same =
                result(
                        post(
                                owner,
                                "/" + id + "/update",
                                "{\"imageId\": null, \"name\": null, \"description\": null, \"imageApplications\": null}"));

        assertThat(same.get("name").stringValue()).isEqualTo("one");
        assertThat(same.get("description").stringValue()).isEqualTo("junit测试-可删除");
        assertThat(same.get("imageApplications").size()).isEqualTo(3);
    }

    @Test
    void anAuditTellsOfV1() {
        String id = createdId(owner, "one");
        result(get(owner, "/" + id + "/get"));
        result(get(owner, "/" + id + "/delete"));

        JsonNode entries =
                json(new As(adminToken()).get("/v2/audit?image_id=" + id)).get("entries");
        assertThat(entries.valueStream().map(entry -> entry.get("action").stringValue()))
                .containsExactly(
                        "GET /v1/openstack/image/{id}/delete", "POST /v1/openstack/image/create");
    }

    private static String v2(JsonNode made) {
        return "/v2/images/" + made.get("unique").stringValue();
    }

    /** The id of the one image that has the status; empty if none has. */
    private String listed(String status) {
        // 镜: no public image of another test has it
        JsonNode page = result(get(owner, "/list?keywords=%E9%95%9C&status=" + status));
        assertThat(page.get("total").intValue()).isEqualTo(page.get("entities").size());
        assertThat(page.get("entities").size()).isLessThanOrEqualTo(1);
        return page.at("/entities/0/unique").stringValue("");
    }

    private void reject(String id, String why) {
        Image image = images.find(ImageId.parse(id)).orElseThrow();
        recorder.on(
                new ImageEvent.Rejected(
                        image.id(),
                        Objects.requireNonNull(image.attempt()),
                        null,
                        Instant.now(),
                        RejectionReason.SOURCE_ERROR,
                        why));
    }

    private void convert(String id) {
        Image image = images.find(ImageId.parse(id)).orElseThrow();
        var attempt = Objects.requireNonNull(image.attempt());
        RunId run = RunId.next();
        recorder.on(
                new ImageEvent.Converted(
                        image.id(),
                        attempt,
                        run,
                        Instant.now(),
                        ObjectKey.of(image.id(), attempt, run),
                        DiskFormat.QCOW2,
                        13_287_936,
                        1L << 26,
                        Digests.of(new Digest(HashAlgorithm.MD5, "0".repeat(32)))));
    }
}
