package diskmill.api.v1;

import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The body of {@code POST …/update}.
 *
 * @param fields       as v2 names them
 * @param applications numbers of what the image is for from now on; empty to leave them as they are
 */
record ChangeRequest(Map<String, JsonNode> fields, Optional<SequencedSet<Long>> applications) {

    private static final List<String> NAMES =
            List.of(
                    "imageId",
                    "name",
                    "minLimit",
                    "description",
                    "imageApplications",
                    "displayName");

    /** @param id of the image, from the path, which the body may name again */
    static ChangeRequest read(HttpServletRequest request, String id) throws IOException {
        Body body = Body.read(request, NAMES);
        if (body.text("imageId", Body.MAX_TEXT)
                .filter(named -> !named.equalsIgnoreCase(id))
                .isPresent()) {
            throw Refusal.badRequest(
                    "'imageId' is another image's than the one in the address; leave it out.");
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        body.name("name")
                .ifPresent(name -> fields.put("name", JsonNodeFactory.instance.stringNode(name)));
        fields.putAll(Properties.read(body));
        return new ChangeRequest(fields, body.ids("imageApplications"));
    }
}
