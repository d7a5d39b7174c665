package diskmill.api.v2.imports;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.identity.Caller;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.Imports;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.Submitter;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.v2.imports.ImportBody.Way;
import diskmill.api.web.Refusal;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/import}: puts an import into the queue. What becomes of it, the image's tasks tell. */
@RestController
final class ImportController {

    private final ImagePolicy policy;
    private final Imports imports;
    private final Sources sources;
    private final OtherServices others;
    private final List<String> methods;

    /** @param methods names of those that are enabled */
    ImportController(
            ImagePolicy policy,
            Imports imports,
            Sources sources,
            OtherServices others,
            List<String> methods) {
        this.policy = policy;
        this.imports = imports;
        this.sources = sources;
        this.others = others;
        this.methods = List.copyOf(methods);
    }

    @PostMapping("/v2/images/{id}/import")
    ResponseEntity<Void> begin(@PathVariable String id, Caller caller, HttpServletRequest request)
            throws IOException, InterruptedException {
        ImportBody body =
                ImportBody.read(
                        StrictJson.object(request), request.getHeader(StoreChoice.HEADER), methods);
        if (body.way() instanceof Way.Copy) {
            return copy(policy.permitted(Rule.COPY_IMAGE, id, caller), body.stores());
        }
        Image image = policy.permitted(Rule.MODIFY_IMAGE, id, caller);
        DiskmillProperties asked = body.asked().orElse(DiskmillProperties.of(image));
        return switch (start(image, body.way(), asked, caller, request)) {
            case ImportStart.Started _ -> ResponseEntity.accepted().build();
            case StartRefusal refusal -> throw ImportRefusals.of(refusal, body.way().method());
        };
    }

    private ImportStart start(
            Image image,
            Way way,
            DiskmillProperties asked,
            Caller caller,
            HttpServletRequest request)
            throws InterruptedException {
        Submitter submitter = new Submitter(caller.project(), caller.userId(), caller.requestId());
        if (!(way instanceof Way.Other)) {
            asked.checkPossible(image.diskFormat(), image.containerFormat());
        }
        return switch (way) {
            case Way.Staged _ ->
                    imports.startStaged(image.id(), submitter, asked.target(), asked.expected());
            case Way.Download(String uri) ->
                    imports.startWebDownload(
                            image.id(),
                            submitter,
                            sources.checked(uri, Sources.WEB_DOWNLOAD),
                            asked.target(),
                            asked.expected());
            case Way.Other(RemoteImage remote) -> {
                String token = request.getHeader("X-Auth-Token");
                yield others.begin(image, remote, asked, caller, token == null ? "" : token);
            }
            case Way.Copy _ -> throw new IllegalArgumentException("a copy begins no attempt");
        };
    }

    /** There is one store, which every active image is in: so there is nothing to do, or the caller asks for the impossible. */
    private static ResponseEntity<Void> copy(Image image, StoreChoice stores) {
        if (image.status() != ImageStatus.ACTIVE) {
            throw ImportRefusals.wrongStatus(image.status(), ImportMethods.COPY_IMAGE);
        }
        if (stores.all()) {
            return ResponseEntity.accepted().build();
        }
        throw Refusal.badRequest(
                "Image is already present at the store, and there is no other; leave the copy out.");
    }
}
