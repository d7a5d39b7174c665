package diskmill.api.v2.imports;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.Submitter;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.quota.Excess;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import diskmill.gate.AddressCheck;
import diskmill.gate.AddressGate;
import diskmill.gate.Target;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/import}: puts an import into the queue. What becomes of it, the image's tasks tell. */
@RestController
final class ImportController {

    private final ImagePolicy policy;
    private final Imports imports;
    private final AddressGate gate;

    ImportController(ImagePolicy policy, Imports imports, AddressGate gate) {
        this.policy = policy;
        this.imports = imports;
        this.gate = gate;
    }

    @PostMapping("/v2/images/{id}/import")
    ResponseEntity<Void> begin(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException {
        ImportBody body = ImportBody.read(StrictJson.object(request));
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        DiskmillProperties asked = body.asked().orElse(DiskmillProperties.of(image));
        asked.checkPossible(image.diskFormat(), image.containerFormat());
        return switch (start(image, body, asked, caller)) {
            case ImportStart.Started _ -> ResponseEntity.accepted().build();
            case StartRefusal refusal -> throw refused(refusal, body);
        };
    }

    private ImportStart start(
            Image image, ImportBody body, DiskmillProperties asked, Caller caller) {
        Submitter submitter = new Submitter(caller.project(), caller.userId(), caller.requestId());
        return body.uri() == null
                ? imports.startStaged(image.id(), submitter, asked.target(), asked.expected())
                : imports.startWebDownload(
                        image.id(),
                        submitter,
                        source(body.uri()),
                        asked.target(),
                        asked.expected());
    }

    /** Checked as far as that needs no network; the rest is checked where the connection is made. */
    private URI source(String uri) {
        return switch (gate.check(uri)) {
            case AddressCheck.Allowed(Target target) -> target.uri();
            case AddressCheck.Blocked(String sentence) ->
                    throw Refusal.badRequest(
                            "URI for web-download does not pass filtering: " + sentence);
        };
    }

    private static Refusal refused(StartRefusal refusal, ImportBody body) {
        return switch (refusal) {
            case StartRefusal.NotFound _ -> ImagePolicy.notFound();
            case StartRefusal.WrongStatus(var status) ->
                    Refusal.conflict(
                            "An import by %s begins from an image that is %s; this one is %s."
                                    .formatted(
                                            body.method(),
                                            body.uri() == null ? "uploading" : "queued",
                                            status));
            case StartRefusal.FormatsMissing(var names) ->
                    Refusal.conflict(
                            "Set %s of the image first.".formatted(String.join(" and ", names)));
            case StartRefusal.StillReceiving _ ->
                    Refusal.conflict("The staged bytes are still coming in; try again after that.");
            case StartRefusal.Impossible(String sentence) -> Refusal.badRequest(sentence);
            case StartRefusal.OverQuota(Excess excess) -> Refusal.tooLarge(excess.sentence());
        };
    }
}
