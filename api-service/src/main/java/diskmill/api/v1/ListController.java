package diskmill.api.v1;

import diskmill.api.identity.Caller;
import diskmill.api.pages.DeletedImages;
import diskmill.api.pages.ImagePages;
import diskmill.api.pages.NumberedPage;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Envelope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The list of images, by numbered pages. */
@RestController
final class ListController {

    /** Says of a total that it is only about right. */
    private static final String ESTIMATED = "X-Total-Estimated";

    record Page(
            long total,
            boolean hasPrevious,
            boolean hasNext,
            List<Map<String, @Nullable Object>> entities,
            List<String> links) {}

    private final ImagePages pages;
    private final DeletedImages deleted;
    private final ImagePolicy policy;
    private final ImageJson json;

    ListController(ImagePages pages, DeletedImages deleted, ImagePolicy policy, ImageJson json) {
        this.pages = pages;
        this.deleted = deleted;
        this.policy = policy;
        this.json = json;
    }

    @GetMapping("/v1/openstack/image/list")
    ResponseEntity<Envelope<Page>> list(Caller caller, HttpServletRequest request) {
        ListRequest asked = ListRequest.read(request.getParameterMap(), policy.viewer(caller));
        boolean previous = asked.query().page() > 1;
        if (asked.deleted()) {
            DeletedImages.Page found = deleted.page(asked.query());
            return answer(
                    new Page(
                            found.total(),
                            previous,
                            found.more(),
                            found.images().stream().map(ImageJson::of).toList(),
                            List.of()),
                    found.estimated());
        }
        NumberedPage found = pages.page(asked.query());
        return answer(
                new Page(
                        found.total(),
                        previous,
                        found.more(),
                        json.withNames(
                                found.images().stream()
                                        .filter(image ->
                                                policy.allowsListed(Rule.GET_IMAGE, image, caller))
                                        .toList()),
                        List.of()),
                found.estimated());
    }

    private static ResponseEntity<Envelope<Page>> answer(Page page, boolean estimated) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        if (estimated) {
            answer.header(ESTIMATED, "true");
        }
        return answer.body(Envelope.of(page));
    }
}
