package diskmill.api.pages;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How many rows PostgreSQL expects of statements that it does not run. Threads may share it. */
final class Expectations {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient database;

    Expectations(JdbcClient database) {
        this.database = database;
    }

    long rows(String select, Map<String, ?> parameters) {
        return (long) rows(plan(select, parameters));
    }

    /** Of each of several; of one that it finds to have no rows at all there is nothing in its plan, and so nothing here. */
    List<Double> rowsOfEach(List<String> selects, Map<String, ?> parameters) {
        String all = String.join(" union all ", selects.stream().map("(%s)"::formatted).toList());
        return plan(all, parameters).path("Plans").valueStream().map(Expectations::rows).toList();
    }

    private JsonNode plan(String select, Map<String, ?> parameters) {
        String plan =
                database.sql("explain (format json) " + select)
                        .params(parameters)
                        .query(String.class)
                        .single();
        return JSON.readTree(plan).at("/0/Plan");
    }

    private static double rows(JsonNode plan) {
        return plan.path("Plan Rows").asDouble();
    }
}
