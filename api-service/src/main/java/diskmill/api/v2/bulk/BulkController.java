package diskmill.api.v2.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import diskmill.api.audit.Auditor;
import diskmill.api.identity.Caller;
import diskmill.api.v2.images.ImageEdits;
import diskmill.api.v2.images.TagLists;
import diskmill.api.web.Refusal;
import diskmill.image.ImageId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v2/images/actions/…}: deletes or tags many images, one after the other, each by itself: what is refused for one is no matter of the
 * others'. Said again, it does what was left.
 */
@RestController
final class BulkController {

    private static final String DELETE = "/v2/images/actions/delete";
    private static final String TAG = "/v2/images/actions/tag";

    /**
     * What became of one image.
     *
     * @param status  what a request about it alone would have been answered with
     * @param message why nothing was done; null where it was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(String id, int status, @Nullable String message) {}

    record Results(List<Result> images) {}

    private final ImageEdits edits;
    private final Auditor auditor;

    BulkController(ImageEdits edits, Auditor auditor) {
        this.edits = edits;
        this.auditor = auditor;
    }

    @PostMapping(DELETE)
    Results delete(Caller caller, HttpServletRequest request) throws IOException {
        BulkBody body = BulkBody.read(request, Set.of());
        return each(body, caller, request, DELETE, 204, id -> edits.delete(id, caller, null));
    }

    /** Either {@code tags}, which replaces all, or {@code add} and {@code remove}. */
    @PostMapping(TAG)
    Results tag(Caller caller, HttpServletRequest request) throws IOException {
        BulkBody body = BulkBody.read(request, Set.of("tags", "add", "remove"));
        UnaryOperator<SortedSet<String>> change = change(body);
        return each(body, caller, request, TAG, 200, id -> edits.retag(id, caller, change, null));
    }

    private static UnaryOperator<SortedSet<String>> change(BulkBody body) {
        boolean all = body.rest().has("tags");
        boolean some = body.rest().has("add") || body.rest().has("remove");
        if (all == some) {
            throw Refusal.badRequest(
                    "Give either 'tags', which replaces all tags, or 'add' and 'remove'.");
        }
        SortedSet<String> tags = TagLists.of("tags", body.rest());
        SortedSet<String> added = TagLists.of("add", body.rest());
        SortedSet<String> removed = TagLists.of("remove", body.rest());
        if (!Collections.disjoint(added, removed)) {
            throw Refusal.badRequest("A tag is either in 'add' or in 'remove', and not in both.");
        }
        return all
                ? _ -> tags
                : there -> {
                    SortedSet<String> changed = new TreeSet<>(there);
                    changed.removeAll(removed);
                    changed.addAll(added);
                    return changed;
                };
    }

    private Results each(
            BulkBody body,
            Caller caller,
            HttpServletRequest request,
            String path,
            int success,
            Consumer<String> work) {
        List<Result> results = new ArrayList<>();
        for (String id : body.ids()) {
            Result result = one(id, success, work);
            ImageId.tryParse(id)
                    .ifPresent(image ->
                            auditor.record(
                                    caller, request, "POST " + path, image, result.status()));
            results.add(result);
        }
        return new Results(results);
    }

    private static Result one(String id, int success, Consumer<String> work) {
        try {
            work.accept(id);
            return new Result(id, success, null);
        } catch (Refusal refused) {
            return new Result(id, refused.status(), refused.sentence());
        }
    }
}
