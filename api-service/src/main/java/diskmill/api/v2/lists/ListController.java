package diskmill.api.v2.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.lists.ImageLists;
import diskmill.api.lists.ImagePage;
import diskmill.api.lists.ImageQuery;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.images.ImageJson;
import diskmill.api.web.PageLink;
import diskmill.api.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The list of images, a page at a time. */
@RestController
final class ListController {

    private static final String PATH = "/v2/images";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<Map<String, @Nullable Object>> images,
            String first,
            @Nullable String next,
            String schema) {}

    private final ImageLists lists;
    private final ImagePolicy policy;
    private final ImageJson json;

    ListController(ImageLists lists, ImagePolicy policy, ImageJson json) {
        this.lists = lists;
        this.policy = policy;
        this.json = json;
    }

    @GetMapping(PATH)
    ResponseEntity<Page> list(Caller caller, HttpServletRequest request) {
        Map<String, String[]> parameters = request.getParameterMap();
        ImageQuery query = ListQuery.read(parameters, policy.viewer(caller));
        return switch (lists.page(query)) {
            case ImagePage.Found(List<Image> found, boolean more) ->
                    ResponseEntity.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(page(found, more, parameters, caller));
            case ImagePage.UnknownMarker _ ->
                    throw Refusal.badRequest(
                            "There is no image with the marker's id, or it was deleted and this order has no place for it; begin again without a marker.");
        };
    }

    private Page page(
            List<Image> found, boolean more, Map<String, String[]> parameters, Caller caller) {
        return new Page(
                found.stream()
                        .filter(image -> policy.allowsListed(Rule.GET_IMAGE, image, caller))
                        .map(image -> json.of(image, caller))
                        .toList(),
                PageLink.of(PATH, parameters, null),
                more && !found.isEmpty()
                        ? PageLink.of(PATH, parameters, found.getLast().id().toString())
                        : null,
                "/v2/schemas/images");
    }
}
