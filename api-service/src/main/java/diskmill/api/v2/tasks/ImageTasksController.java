package diskmill.api.v2.tasks;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Attempts;
import diskmill.api.catalog.Image;
import diskmill.api.catalog.Tasks;
import diskmill.api.identity.Caller;
import diskmill.api.imports.Cancellation;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.Submitter;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.imports.ImportRefusals;
import diskmill.api.v2.imports.Sources;
import diskmill.api.web.Refusal;
import diskmill.image.AttemptId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code …/images/{id}/tasks}: every attempt at giving the image its bytes, the newest first. Beyond Glance, one of them can be
 * shown, called off, and asked for again.
 */
@RestController
final class ImageTasksController {

    private final ImagePolicy policy;
    private final Tasks tasks;
    private final Attempts attempts;
    private final Imports imports;
    private final Sources sources;

    ImageTasksController(
            ImagePolicy policy, Tasks tasks, Attempts attempts, Imports imports, Sources sources) {
        this.policy = policy;
        this.tasks = tasks;
        this.attempts = attempts;
        this.imports = imports;
        this.sources = sources;
    }

    @GetMapping("/v2/images/{id}/tasks")
    ResponseEntity<Map<String, List<Task>>> list(@PathVariable String id, Caller caller) {
        Image image = policy.visible(id, caller);
        boolean own = policy.allows(Rule.MODIFY_IMAGE, image, caller);
        List<Task> found =
                tasks.ofImage(image.id()).stream()
                        .map(entry -> Task.of(entry, own, place(entry.attempt())))
                        .toList();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("tasks", found));
    }

    @GetMapping("/v2/images/{id}/tasks/{task}")
    ResponseEntity<Task> show(@PathVariable String id, @PathVariable String task, Caller caller) {
        Image image = policy.visible(id, caller);
        boolean own = policy.allows(Rule.MODIFY_IMAGE, image, caller);
        Tasks.Entry entry = entry(image, task);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Task.of(entry, own, place(entry.attempt())));
    }

    /** Calls the attempt off. May be said twice. */
    @DeleteMapping("/v2/images/{id}/tasks/{task}")
    ResponseEntity<Void> cancel(@PathVariable String id, @PathVariable String task, Caller caller) {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        AttemptId attempt = AttemptId.tryParse(task).orElseThrow(ImageTasksController::noTask);
        return switch (imports.cancel(image.id(), attempt)) {
            case Cancellation.Cancelled _ -> ResponseEntity.noContent().build();
            case Cancellation.NotFound _ -> throw noTask();
            case Cancellation.Ended(var state) ->
                    throw Refusal.conflict(
                            "The task has ended before, as %s; there is nothing to cancel."
                                    .formatted(state));
        };
    }

    /** Asks for the same download again, as a new task. */
    @PostMapping("/v2/images/{id}/tasks/{task}/retry")
    ResponseEntity<Task> retry(@PathVariable String id, @PathVariable String task, Caller caller) {
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        Attempt failed = entry(image, task).attempt();
        URI source = repeatable(failed);
        ImportStart start =
                imports.startWebDownload(
                        image.id(),
                        new Submitter(caller.project(), caller.userId(), caller.requestId()),
                        // what is closed may have changed since
                        sources.checked(source.toString(), Sources.WEB_DOWNLOAD),
                        failed.target(),
                        failed.expected());
        return switch (start) {
            case ImportStart.Started(Attempt attempt) ->
                    ResponseEntity.accepted()
                            .header(
                                    "Location",
                                    "/v2/images/%s/tasks/%s".formatted(image.id(), attempt.id()))
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(
                                    Task.of(
                                            entry(image, attempt.id().toString()),
                                            true,
                                            place(attempt)));
            case StartRefusal refusal ->
                    throw ImportRefusals.of(refusal, failed.method().toString());
        };
    }

    private static URI repeatable(Attempt failed) {
        URI source = failed.source();
        if (source == null) {
            throw Refusal.conflict(
                    "Only an import by web-download can be retried, since nothing else is kept of one by %s; send or ask for the bytes again."
                            .formatted(failed.method()));
        }
        return switch (failed.state()) {
            case FAILED, CANCELLED -> source;
            case SUCCEEDED ->
                    throw Refusal.conflict("The task has succeeded; there is nothing to retry.");
            case RECEIVING, STAGED, WAITING, RELEASED ->
                    throw Refusal.inProgress(
                            "The task is under way; wait for its end, or cancel it first.", 10);
        };
    }

    private Tasks.Entry entry(Image image, String task) {
        return AttemptId.tryParse(task)
                .flatMap(wanted ->
                        tasks.ofImage(image.id()).stream()
                                .filter(entry -> entry.attempt().id().equals(wanted))
                                .findFirst())
                .orElseThrow(ImageTasksController::noTask);
    }

    private static Refusal noTask() {
        return Refusal.notFound("The image has no such task; list its tasks to see those it has.");
    }

    private @Nullable Long place(Attempt attempt) {
        return attempt.state() == Attempt.State.WAITING
                ? attempts.place(attempt.id()).orElse(null)
                : null;
    }
}
