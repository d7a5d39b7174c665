package diskmill.api.v2.tasks;

import diskmill.api.catalog.Tasks;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.image.AttemptId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/tasks}: the imports of all projects, and a way to make an image and import it at once. For admins. */
@RestController
final class TasksController {

    private final ImagePolicy policy;
    private final Tasks tasks;
    private final NewTasks newTasks;

    TasksController(ImagePolicy policy, Tasks tasks, NewTasks newTasks) {
        this.policy = policy;
        this.tasks = tasks;
        this.newTasks = newTasks;
    }

    @PostMapping("/v2/tasks")
    ResponseEntity<Map<String, @Nullable Object>> create(Caller caller, HttpServletRequest request)
            throws IOException {
        policy.check(Rule.TASKS_API_ACCESS, caller);
        TaskBody body = TaskBody.read(StrictJson.object(request));
        Tasks.Entry entry = newTasks.begin(body, caller);
        return ResponseEntity.status(201)
                .header("Location", "/v2/tasks/" + entry.attempt().id())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Task.of(entry, true, null).whole());
    }

    @GetMapping("/v2/tasks")
    ResponseEntity<Map<String, Object>> list(Caller caller, HttpServletRequest request) {
        policy.check(Rule.TASKS_API_ACCESS, caller);
        TaskParameters parameters = TaskParameters.read(request.getParameterMap());
        return switch (tasks.page(parameters.query())) {
            case Tasks.Page.Found(var found, var more) -> page(parameters, found, more);
            case Tasks.Page.UnknownMarker _ ->
                    throw Refusal.badRequest(
                            "There is no task with the marker's id; begin again without a marker.");
        };
    }

    @GetMapping("/v2/tasks/{id}")
    ResponseEntity<Map<String, @Nullable Object>> show(@PathVariable String id, Caller caller) {
        policy.check(Rule.TASKS_API_ACCESS, caller);
        Tasks.Entry entry =
                AttemptId.tryParse(id)
                        .flatMap(tasks::find)
                        .orElseThrow(() ->
                                Refusal.notFound(
                                        "There is no such task; one that has ended is kept for 48 hours."));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Task.of(entry, true, null).whole());
    }

    private static ResponseEntity<Map<String, Object>> page(
            TaskParameters parameters, List<Tasks.Entry> found, boolean more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("tasks", found.stream().map(entry -> Task.of(entry, true, null).stub()).toList());
        body.put("first", parameters.address(null));
        if (more && !found.isEmpty()) {
            body.put("next", parameters.address(found.getLast().attempt().id()));
        }
        body.put("schema", "/v2/schemas/tasks");
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
