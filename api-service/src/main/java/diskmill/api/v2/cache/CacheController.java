package diskmill.api.v2.cache;

import diskmill.api.identity.Caller;
import diskmill.api.policy.ImagePolicy;
import diskmill.api.policy.Rule;
import diskmill.api.web.Refusal;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v2/cache}: who may ask is told that there is no cache, in Glance's words, by which its clients know. Images are read
 * from the object store each time.
 */
@RestController
final class CacheController {

    private final ImagePolicy policy;

    CacheController(ImagePolicy policy) {
        this.policy = policy;
    }

    @GetMapping("/v2/cache")
    ResponseEntity<Void> list(Caller caller) {
        return none(Rule.CACHE_LIST, caller);
    }

    @DeleteMapping({"/v2/cache", "/v2/cache/{id}"})
    ResponseEntity<Void> delete(@PathVariable(required = false) String id, Caller caller) {
        return none(Rule.CACHE_DELETE, caller);
    }

    @PutMapping("/v2/cache/{id}")
    ResponseEntity<Void> queue(@PathVariable String id, Caller caller) {
        return none(Rule.CACHE_IMAGE, caller);
    }

    @GetMapping("/v2/cache/nodes/{id}")
    ResponseEntity<Void> nodes(@PathVariable String id, Caller caller) {
        return none(Rule.LIST_CACHED_NODES, caller);
    }

    @PostMapping("/v2/cache/clean")
    ResponseEntity<Void> clean(Caller caller) {
        return none(Rule.CACHE_CLEAN, caller);
    }

    @PostMapping("/v2/cache/prune")
    ResponseEntity<Void> prune(Caller caller) {
        return none(Rule.CACHE_PRUNE, caller);
    }

    /** @throws Refusal always: 403 if the caller may not even ask */
    private ResponseEntity<Void> none(Rule rule, Caller caller) {
        policy.check(rule, caller);
        throw Refusal.notFound("Caching via API is not supported at this site.");
    }
}
