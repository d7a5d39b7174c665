package diskmill.api.v2.actions;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/actions/…}: stops the downloads of an active image, and allows them again. Both may be said twice. */
@RestController
final class ActionsController {

    private final ImagePolicy policy;
    private final Activations activations;

    ActionsController(ImagePolicy policy, Activations activations) {
        this.policy = policy;
        this.activations = activations;
    }

    @PostMapping("/v2/images/{id}/actions/deactivate")
    ResponseEntity<Void> deactivate(@PathVariable String id, Caller caller) {
        Image image = policy.permitted(Rule.DEACTIVATE, id, caller);
        return move(image, ImageStatus.DEACTIVATED, "deactivate");
    }

    @PostMapping("/v2/images/{id}/actions/reactivate")
    ResponseEntity<Void> reactivate(@PathVariable String id, Caller caller) {
        Image image = policy.permitted(Rule.REACTIVATE, id, caller);
        return move(image, ImageStatus.ACTIVE, "reactivate");
    }

    private ResponseEntity<Void> move(Image image, ImageStatus next, String action) {
        ImageStatus was = activations.move(image.id(), next).orElseThrow(ImagePolicy::notFound);
        if (!Activations.isOneOfTheTwo(was)) {
            // Glance's status for this, although 409 would say it better
            throw Refusal.forbidden(
                    "Not allowed to %s an image in status '%s'; only one that has its bytes can be stopped, and allowed again."
                            .formatted(action, was));
        }
        return ResponseEntity.noContent().build();
    }
}
