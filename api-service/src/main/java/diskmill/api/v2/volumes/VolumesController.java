package diskmill.api.v2.volumes;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.volumes.NewVolume;
import diskmill.api.volumes.Volume;
import diskmill.api.volumes.Volumes;
import diskmill.api.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST …/actions/create-volume}: has a volume made from an image. What becomes of it, the block storage service tells. */
@RestController
final class VolumesController {

    /**
     * @param size GiB
     * @param link the volume's address at the block storage service
     */
    record Answer(String id, String status, long size, String link) {}

    private final ImagePolicy policy;
    private final Volumes volumes;

    VolumesController(ImagePolicy policy, Volumes volumes) {
        this.policy = policy;
        this.volumes = volumes;
    }

    @PostMapping("/v2/images/{id}/actions/create-volume")
    ResponseEntity<Answer> create(
            @PathVariable String id, Caller caller, HttpServletRequest request) throws IOException {
        Image image = policy.permitted(Rule.CREATE_VOLUME, id, caller);
        VolumeBody body = VolumeBody.read(StrictJson.object(request));
        VolumeSource source = new VolumeSource(image);
        NewVolume wanted =
                new NewVolume(
                        image.id(),
                        source.size(body.size()),
                        body.name(),
                        body.type(),
                        body.zone());
        String token = request.getHeader("X-Auth-Token");
        Volume made = volumes.create(wanted, token == null ? "" : token);
        return ResponseEntity.accepted()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Answer(made.id(), made.status(), wanted.size(), made.link()));
    }
}
