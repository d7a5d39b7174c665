package diskmill.embedded;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Single statements for tests. */
final class Sql {

    private Sql() {}

    static void run(EmbeddedPostgres server, String statement) throws SQLException {
        try (var connection = server.database("postgres").getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    static List<String> query(EmbeddedPostgres server, String query) throws SQLException {
        try (var connection = server.database("postgres").getConnection();
                var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
