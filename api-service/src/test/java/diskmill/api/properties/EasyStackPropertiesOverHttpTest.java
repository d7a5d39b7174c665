package diskmill.api.properties;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import diskmill.api.OtherGlance;
import diskmill.api.catalog.Images;
import diskmill.api.catalog.NewImage;
import diskmill.api.catalog.Visibility;
import diskmill.image.ImageId;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parameters of the image service's document, chapters 3.1 and 4.1. */
@TestPropertySource(properties = "diskmill.policy.profile=easystack")
class EasyStackPropertiesOverHttpTest extends FaceTest {

    private static final String ALL =
            """
            {"name": "镜像", "min_disk": 20, "min_ram": 1024, "visibility": "public", "protected": false,
             "os_distro": "centos", "architecture": "aarch64", "hypervisor_type": "qemu", "hw_live_resize_enabled": "yes",
             "hw_qemu_guest_agent": "yes", "os_admin_user": "root", "hw_vif_multiqueue_enabled": "true",
             "os_initial_password_encrypted": "no", "hw_firmware_type": "uefi", "description": "用于测试"}
            """;

    @Autowired private Images images;

    private As admin;

    @BeforeEach
    void logIn() {
        admin = new As(adminToken());
    }

    static Stream<KnownProperty> withValues() {
        return KnownProperties.all().values().stream()
                .filter(property -> !property.values().isEmpty());
    }

    @Test
    void allThatTheDocumentListsIsShownUnderTheNamesThatItWasSetBy() {
        JsonNode shown = json(admin.get(admin.newImage(ALL)));

        JsonNode set = new JsonMapper().readTree(ALL);
        set.properties()
                .forEach(field ->
                        assertThat(shown.get(field.getKey()))
                                .as(field.getKey())
                                .isEqualTo(field.getValue()));
        assertThat(shown.get("os_type").stringValue()).isEqualTo("linux");
    }

    @Test
    void propertiesOfTheOwnersOwnAreKept() {
        JsonNode shown =
                json(admin.get(admin.newImage("{\"机房\": \"北京一号\", \"os_distro\": \"kylin\"}")));

        assertThat(shown.get("机房").stringValue()).isEqualTo("北京一号");
        assertThat(shown.get("os_distro").stringValue()).isEqualTo("kylin");
    }

    @ParameterizedTest
    @MethodSource("withValues")
    void eachValueIsTakenAndAnotherIsRefusedWithTheRightOnes(KnownProperty property) {
        for (String value : property.values()) {
            admin.newImage("{\"%s\": \"%s\"}".formatted(property.name(), value));
        }
        String path = admin.newImage("{}");

        String listed = String.join(", ", property.values());
        for (String wrong : new String[] {"rocky", ""}) {
            assertRefused(
                    admin.post("/v2/images", "{\"%s\": \"%s\"}".formatted(property.name(), wrong)),
                    property.name(),
                    listed);
            assertRefused(admin.patch(path, add(property.name(), wrong)), property.name(), listed);
        }
        assertThat(json(admin.get(path)).has(property.name())).isFalse();
    }

    @Test
    void theOlderPatchIsHeldToTheSame() {
        String path = admin.newImage("{}");
        Map<String, String> headers =
                Map.of(
                        "X-Auth-Token",
                        admin.token(),
                        "Content-Type",
                        "application/openstack-images-v2.0-json-patch");

        assertRefused(
                send("PATCH", path, "[{\"add\": \"/os_distro\", \"value\": \"rocky\"}]", headers),
                "os_distro",
                "oraclelinux");
    }

    @Test
    void soAreATaskAndAForm() {
        assertRefused(
                admin.post(
                        "/v2/tasks",
                        """
                        {"type": "import", "input": {"import_from": "https://images.example.org/disk", "import_from_format": "raw",
                          "image_properties": {"name": "one", "architecture": "ppc64le"}}}
                        """),
                "architecture",
                "aarch64, x86_64");
        String form =
                "--b\r\nContent-Disposition: form-data; name=\"image\"\r\nContent-Type: application/json\r\n\r\n"
                        + "{\"disk_format\": \"raw\", \"container_format\": \"bare\", \"hypervisor_type\": \"vmware\"}"
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"disk\"\r\n\r\na raw disk\r\n--b--\r\n";
        assertRefused(
                send(
                        "POST",
                        "/v2/images/form",
                        form,
                        Map.of(
                                "X-Auth-Token",
                                admin.token(),
                                "Content-Type",
                                "multipart/form-data; boundary=b")),
                "hypervisor_type",
                "qemu, baremetal");
    }

    @Test
    void soIsWhatAnImportCopies() {
        String source = UUID.randomUUID().toString();
        OtherGlance.get()
                .record(
                        source,
                        """
                        {"id": "%s", "status": "active", "size": 10, "disk_format": "raw", "container_format": "bare",
                         "os_hash_algo": null, "os_hash_value": null, "checksum": null, "hw_firmware_type": "coreboot"}
                        """
                                .formatted(source));
        OtherGlance.get().file(source, "a raw disk");
        String path = admin.newImage("{}");

        assertRefused(
                admin.post(
                        path + "/import",
                        """
                        {"method": {"name": "glance-download", "glance_region": "%s", "glance_image_id": "%s"}}
                        """
                                .formatted(OtherGlance.REGION, source)),
                "hw_firmware_type",
                "uefi, bios");
        assertThat(json(admin.get(path)).get("status").stringValue()).isEqualTo("queued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hw_live_resize_enabled",
                "hw_qemu_guest_agent",
                "hw_vif_multiqueue_enabled",
                "os_initial_password_encrypted"
            })
    void aBaremetalImageAsksForNothingThatOnlyQemuHas(String property) {
        assertRefused(
                admin.post(
                        "/v2/images",
                        "{\"hypervisor_type\": \"baremetal\", \"%s\": \"yes\"}"
                                .formatted(property)),
                property,
                "baremetal");

        String baremetal = admin.newImage("{\"hypervisor_type\": \"baremetal\"}");
        assertRefused(admin.patch(baremetal, add(property, "True")), property, "baremetal");
        assertThat(admin.patch(baremetal, add(property, "no")).statusCode()).isEqualTo(200);

        String qemu = admin.newImage("{\"%s\": \"true\"}".formatted(property));
        assertRefused(
                admin.patch(qemu, add("hypervisor_type", "baremetal")), property, "baremetal");
        assertThat(admin.patch(qemu, add("hypervisor_type", "qemu")).statusCode()).isEqualTo(200);
    }

    @Test
    void bothModesOfBootAreABaremetalImages() {
        for (String mode : new String[] {"uefi", "bios"}) {
            admin.newImage(
                    "{\"hypervisor_type\": \"baremetal\", \"hw_firmware_type\": \"%s\"}"
                            .formatted(mode));
        }
    }

    @ParameterizedTest
    @CsvSource({"windows, windows", "kylin, linux", "oraclelinux, linux", "freebsd, ", "others, "})
    void theSystemsTypeFollowsItsClass(String distro, String type) {
        String made = admin.newImage("{\"os_distro\": \"%s\"}".formatted(distro));
        assertThat(json(admin.get(made)).path("os_type").asString(null)).isEqualTo(type);

        String changed = admin.newImage("{\"os_distro\": \"debian\"}");
        admin.patch(changed, add("os_distro", distro));
        assertThat(json(admin.get(changed)).path("os_type").asString(null)).isEqualTo(type);
    }

    @Test
    void aTypeThatContradictsTheClassIsRefused() {
        assertRefused(
                admin.post("/v2/images", "{\"os_distro\": \"windows\", \"os_type\": \"linux\"}"),
                "os_type",
                "windows");
        assertThat(
                        admin.post(
                                        "/v2/images",
                                        "{\"os_distro\": \"others\", \"os_type\": \"windows\"}")
                                .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatAnImageHasFromBeforeStaysUntilItIsChanged() {
        ImageId id = ImageId.random();
        images.insert(
                new NewImage(
                        id,
                        "of before",
                        Visibility.PUBLIC,
                        false,
                        false,
                        null,
                        null,
                        null,
                        0,
                        0,
                        new TreeSet<>(),
                        new TreeMap<>(Map.of("os_distro", "rocky"))));
        String path = "/v2/images/" + id;

        assertThat(admin.patch(path, add("description", "one of ours")).statusCode())
                .isEqualTo(200);
        assertRefused(admin.patch(path, add("os_distro", "alma")), "os_distro", "others");
        assertThat(admin.patch(path, add("os_distro", "others")).statusCode()).isEqualTo(200);
    }

    @Test
    void theSchemaShowsThemWithTheirValuesInBothLanguages() {
        JsonNode properties = json(admin.get("/v2/schemas/image")).get("properties");

        JsonNode distro = properties.get("os_distro");
        assertThat(distro.get("title").stringValue()).isEqualTo("OS class");
        assertThat(distro.get("title_zh").stringValue()).isEqualTo("操作系统类别");
        assertThat(distro.get("enum").valueStream().map(JsonNode::stringValue))
                .hasSize(13)
                .contains("arch", "others");
        assertThat(properties.at("/min_disk/title_zh").stringValue()).contains("最小系统盘");
        assertThat(KnownProperties.all().values())
                .allSatisfy(known -> {
                    assertThat(properties.has(known.name())).isTrue();
                    assertThat(known.titleZh()).containsPattern("\\p{IsHan}");
                    assertThat(known.descriptionZh()).containsPattern("\\p{IsHan}");
                    assertThat(known.title() + known.description())
                            .doesNotContainPattern("\\p{IsHan}");
                });
    }

    private static String add(String property, String value) {
        return "[{\"op\": \"add\", \"path\": \"/%s\", \"value\": \"%s\"}]"
                .formatted(property, value);
    }

    private static void assertRefused(HttpResponse<String> answer, String... words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("message").stringValue()).contains(words);
    }
}
