import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that the benchmarks run, and what they print. */
class Programs {

    private Programs() {}

    static String output(List<String> command) throws Exception {
        return output(Map.of(), command);
    }

    /** @throws IllegalStateException with all that it printed, if it fails */
    static String output(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ":\n" + output);
        }
        return output;
    }

    static String psql(String sql) throws Exception {
        return output(List.of("psql", "-X", "-q", "-A", "-t", "-c", sql)).strip();
    }

    /** The first group of the first match. */
    static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in:\n" + text);
        }
        return matcher.group(1);
    }
}
