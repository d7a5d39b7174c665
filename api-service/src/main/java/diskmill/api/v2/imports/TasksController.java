package diskmill.api.v2.imports;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET …/tasks}: every attempt at giving the image its bytes, the newest first. */
@RestController
final class TasksController {

    private final ImagePolicy policy;
    private final Attempts attempts;

    TasksController(ImagePolicy policy, Attempts attempts) {
        this.policy = policy;
        this.attempts = attempts;
    }

    @GetMapping("/v2/images/{id}/tasks")
    ResponseEntity<Map<String, List<Task>>> tasks(@PathVariable String id, Caller caller) {
        Image image = policy.visible(id, caller);
        boolean own = policy.allows(Rule.MODIFY_IMAGE, image, caller);
        List<Task> tasks =
                attempts.ofImage(image.id()).stream()
                        .map(attempt -> Task.of(attempt, own, place(attempt)))
                        .toList();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("tasks", tasks));
    }

    private @Nullable Long place(Attempt attempt) {
        return attempt.state() == Attempt.State.WAITING
                ? attempts.place(attempt.id()).orElse(null)
                : null;
    }
}
