package diskmill.api.metadefs;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.api.FaceTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StandardDefinitionsTest extends FaceTest {

    private static final String NAMESPACES = "/v2/metadefs/namespaces/";

    @Autowired private StandardDefinitions standard;
    @Autowired private Namespaces namespaces;

    @Test
    void theyLoadTwiceWithoutHarmAndWhatAnAdminChangedStays() {
        standard.load();
        As admin = new As(adminToken());
        String path = NAMESPACES + "OS::Compute::Watchdog";
        assertThat(
                        admin.put(
                                        path,
                                        JSON,
                                        """
                                        {"namespace": "OS::Compute::Watchdog", "display_name": "Our own", "visibility": "public",
                                         "protected": true}
                                        """)
                                .statusCode())
                .isEqualTo(200);
        String before = admin.get(path).body();

        standard.load();

        assertThat(admin.get(path).body()).isEqualTo(before).contains("Our own");
        assertThat(standard.read())
                .hasSizeGreaterThanOrEqualTo(33)
                .allSatisfy(definition ->
                        assertThat(namespaces.find(definition.namespace().name())).isPresent());
    }

    @Test
    void everyoneSeesThemAndNobodyDeletesThemByMistake() {
        standard.load();
        As reader = newUser("reader");

        JsonNode libvirt = json(reader.get(NAMESPACES + "OS::Compute::LibvirtImage"));
        assertThat(libvirt.at("/properties/hw_firmware_type/enum").toString())
                .isEqualTo("[\"bios\",\"uefi\"]");
        assertThat(libvirt.get("protected").asBoolean()).isTrue();
        assertThat(
                        new As(adminToken())
                                .delete(NAMESPACES + "OS::Compute::LibvirtImage")
                                .statusCode())
                .isEqualTo(403);
        JsonNode pinning =
                json(
                        reader.get(
                                NAMESPACES
                                        + "OS::Compute::CPUPinning?resource_type=OS::Nova::Flavor"));
        assertThat(pinning.get("properties").propertyNames())
                .containsExactly("hw:cpu_policy", "hw:cpu_thread_policy");
    }

    @Test
    void eachIsWhatTheApiWouldTake() {
        standard.load();
        As admin = new As(adminToken());

        for (Definition definition : standard.read()) {
            ObjectNode copied =
                    (ObjectNode) json(admin.get(NAMESPACES + definition.namespace().name()));
            String copy = "Copy::" + definition.namespace().name();
            // the service's own fields are not a caller's to set
            copied.remove(List.of("self", "schema", "created_at", "updated_at"));
            copied.put("namespace", copy).put("protected", false);

            assertThat(admin.post("/v2/metadefs/namespaces", copied.toString()))
                    .satisfies(answer ->
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201));
            assertThat(admin.delete(NAMESPACES + copy).statusCode()).isEqualTo(204);
        }
    }
}
