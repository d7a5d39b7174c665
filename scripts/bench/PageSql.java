import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The SQL that a page itself runs, taken from PostgreSQL's log (BENCH_PG_LOG), by pgbench. */
class PageSql {

    /** One request for the page. */
    interface Page {
        void ask() throws Exception;
    }

    private PageSql() {}

    /**
     * Has a page asked for once with all statements logged, and runs those that are about images again and again.
     *
     * @return how often in a second; 0 if there are none
     */
    static double perSecond(Page page, int seconds, Path folder) throws Exception {
        Path log = Path.of(System.getenv("BENCH_PG_LOG"));
        Programs.psql("alter system set log_min_duration_statement = 0; ");
        Programs.psql("select pg_reload_conf()");
        Thread.sleep(300);
        long before = Files.size(log);
        page.ask();
        Thread.sleep(300);
        byte[] whole = Files.readAllBytes(log);
        String text = new String(whole, (int) before, whole.length - (int) before);
        Programs.psql("alter system reset log_min_duration_statement");
        Programs.psql("select pg_reload_conf()");
        List<String> statements = statements(text);
        if (statements.isEmpty()) {
            return 0;
        }
        Path script = folder.resolve("page.sql");
        Files.writeString(script, String.join(";\n", statements) + ";\n");
        String output = Programs.output(
                Map.of("PGOPTIONS", settings(text)),
                List.of("pgbench", "-n", "-c", "8", "-j", "1", "-T", Integer.toString(seconds), "-M", "prepared", "-f", script.toString()));
        return Double.parseDouble(Programs.found("tps = ([0-9.]+)", output));
    }

    /** What was set for the transaction, as libpq takes it. */
    private static String settings(String log) {
        Map<String, String> settings = new TreeMap<>();
        Matcher set = Pattern.compile("execute [^:]+: +set local (\\w+) = (\\w+)").matcher(log);
        while (set.find()) {
            settings.put(set.group(1), set.group(2));
        }
        return settings.entrySet().stream().map(entry -> "-c " + entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining(" "));
    }

    /** Those about images, with their parameters in their places. */
    private static List<String> statements(String log) {
        List<String> statements = new ArrayList<>();
        // each entry begins with its time; parameters are an entry of their own
        String[] entries = log.split("(?m)^(?=\\d{4}-\\d\\d-\\d\\d )");
        for (int i = 0; i < entries.length; i++) {
            Matcher execute = Pattern.compile("execute [^:]+: (.*)", Pattern.DOTALL).matcher(entries[i]);
            if (execute.find() && execute.group(1).contains("images")
                    && !execute.group(1).matches("(?s).*\\b(attempts|garbage|outbox)\\b.*")) {
                String sql = execute.group(1).replaceAll("\\s+", " ").strip();
                statements.add(i + 1 < entries.length ? filled(sql, entries[i + 1]) : sql);
            }
        }
        return statements;
    }

    private static String filled(String sql, String parameters) {
        List<String> values = new ArrayList<>();
        Matcher value = Pattern.compile("\\$(\\d+) = ('(?:[^']|'')*'|NULL)").matcher(parameters);
        while (value.find()) {
            values.add(value.group(2));
        }
        String filled = sql;
        for (int i = values.size(); i >= 1; i--) {
            filled = filled.replaceAll("\\$" + i + "(?!\\d)", Matcher.quoteReplacement(values.get(i - 1)));
        }
        return filled;
    }
}
