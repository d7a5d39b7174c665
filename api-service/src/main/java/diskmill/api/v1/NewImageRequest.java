package diskmill.api.v1;

import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.SequencedSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST …/create}.
 *
 * @param image        the image as v2 would be asked for it
 * @param address      where its bytes are
 * @param applications names of what it is for
 */
record NewImageRequest(ObjectNode image, String address, SequencedSet<String> applications) {

    private static final List<String> NAMES =
            List.of(
                    "name",
                    "containerFormat",
                    "diskFormat",
                    "imageAddress",
                    "applicationNames",
                    "description",
                    "displayName",
                    "minLimit");

    /** @throws Refusal 400 for what is missing, or cannot be what it is */
    static NewImageRequest read(HttpServletRequest request) throws IOException {
        Body body = Body.read(request, NAMES);
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        image.put("name", body.name("name").orElseThrow(() -> Body.missing("name")));
        Formats formats =
                Formats.read(body.neededText("containerFormat"), body.neededText("diskFormat"));
        image.put("container_format", formats.container());
        image.put("disk_format", formats.disk());
        String address = body.neededText("imageAddress");
        SequencedSet<String> applications = body.neededNames("applicationNames");
        Properties.read(body).forEach(image::set);
        return new NewImageRequest(image, address, applications);
    }
}
