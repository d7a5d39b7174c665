package diskmill.api.v2.discovery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether requests can be served, in a word, for load balancers. */
@RestController
final class HealthController {

    private static final Logger log = LoggerFactory.getLogger(HealthController.class);

    private final JdbcClient database;

    HealthController(JdbcClient database) {
        this.database = database;
    }

    @GetMapping("/healthcheck")
    ResponseEntity<String> health() {
        try {
            database.sql("select 1").query(Integer.class).single();
            return answer(200, "OK");
        } catch (DataAccessException away) {
            log.warn("The database cannot be used now: {}", away.toString());
            return answer(503, "DATABASE UNAVAILABLE");
        }
    }

    private static ResponseEntity<String> answer(int status, String word) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(word);
    }
}
