import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load by wrk, with 8 connections. */
class Wrk {

    /** @param median with its unit, as wrk prints it; so is {@code slow}, of which one in a hundred is slower */
    record Rate(double perSecond, String median, String slow, long errors) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f/s", perSecond) + (errors > 0 ? " (" + errors + " errors)" : "");
        }
    }

    private Wrk() {}

    /**
     * @param headers names and values in turn
     * @param script  in Lua, which says what is asked; null for a GET
     */
    static Rate ask(String address, String[] headers, int seconds, Path script) throws Exception {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c8", "-d" + seconds + "s", "--latency"));
        for (int i = 0; i < headers.length; i += 2) {
            command.addAll(List.of("-H", headers[i] + ": " + headers[i + 1]));
        }
        if (script != null) {
            command.addAll(List.of("-s", script.toString()));
        }
        command.add(address);
        String output = Programs.output(command);
        Matcher errors = Pattern.compile("Non-2xx or 3xx responses: (\\d+)").matcher(output);
        return new Rate(
                Double.parseDouble(Programs.found("Requests/sec: +([0-9.]+)", output)),
                Programs.found("50% +(\\S+)", output),
                Programs.found("99% +(\\S+)", output),
                errors.find() ? Long.parseLong(errors.group(1)) : 0);
    }
}
