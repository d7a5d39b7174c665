package diskmill.api.v2.members;

import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** JSON schemas of members, which Glance's own client loads before it shows them. */
@RestController
final class MemberSchemasController {

    private static final String UUID =
            "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";

    private static final Map<String, Object> MEMBER =
            Map.of(
                    "name",
                    "member",
                    "properties",
                    Map.of(
                            "member_id",
                            text("Id of the project that the image is shared with"),
                            "image_id",
                            Map.of(
                                    "type", "string",
                                    "description", "Id of the image",
                                    "pattern", UUID),
                            "created_at",
                            text("When the project became a member"),
                            "updated_at",
                            text("When its status was last set"),
                            "status",
                            Map.of(
                                    "type", "string",
                                    "description", "What the project has said to it",
                                    "enum", List.of("pending", "accepted", "rejected")),
                            "schema",
                            Map.of("type", "string", "readOnly", true)));

    private static final Map<String, Object> MEMBERS =
            Map.of(
                    "name",
                    "members",
                    "properties",
                    Map.of(
                            "members", Map.of("type", "array", "items", MEMBER),
                            "schema", Map.of("type", "string")),
                    "links",
                    List.of(Map.of("rel", "describedby", "href", "{schema}")));

    @GetMapping("/v2/schemas/member")
    ResponseEntity<Map<String, Object>> member() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(MEMBER);
    }

    @GetMapping("/v2/schemas/members")
    ResponseEntity<Map<String, Object>> members() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(MEMBERS);
    }

    private static Map<String, Object> text(String description) {
        return Map.of("type", "string", "description", description);
    }
}
