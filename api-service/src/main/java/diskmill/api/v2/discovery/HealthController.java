package diskmill.api.v2.discovery;

import diskmill.api.health.Dependencies;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether work can be taken, in a word, for load balancers; what is missing is for the log to tell. */
@RestController
final class HealthController {

    private final Dependencies dependencies;

    HealthController(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @GetMapping("/healthcheck")
    ResponseEntity<String> health() {
        return dependencies.usable() ? answer(200, "OK") : answer(503, "UNAVAILABLE");
    }

    private static ResponseEntity<String> answer(int status, String word) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(word);
    }
}
