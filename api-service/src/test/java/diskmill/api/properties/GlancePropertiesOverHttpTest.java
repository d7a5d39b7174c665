package diskmill.api.properties;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The profile by default: what unmodified clients of OpenStack send is kept as it is. */
class GlancePropertiesOverHttpTest extends FaceTest {

    @Test
    void whatOpenStackTakesIsKept() {
        String body =
                """
                {"os_distro": "rocky", "architecture": "ppc64le", "hypervisor_type": "baremetal", "hw_qemu_guest_agent": "yes",
                 "hw_firmware_type": "coreboot", "os_type": "hurd"}
                """;
        As owner = newUser("member");

        JsonNode shown = json(owner.get(owner.newImage(body)));

        new JsonMapper()
                .readTree(body)
                .properties()
                .forEach(
                        field -> assertThat(shown.get(field.getKey())).isEqualTo(field.getValue()));
        assertThat(json(owner.get(owner.newImage("{\"os_distro\": \"debian\"}"))).has("os_type"))
                .isFalse();
    }

    @Test
    void theSchemaShowsTheValuesAsExamplesSoThatClientsRefuseNoOthers() {
        JsonNode distro =
                json(newUser("reader").get("/v2/schemas/image")).at("/properties/os_distro");

        assertThat(distro.has("enum")).isFalse();
        assertThat(distro.get("examples").toString()).contains("centos");
    }
}
