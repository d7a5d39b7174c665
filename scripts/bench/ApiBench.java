import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Measures the API by wrk with 8 connections: each case beside nginx serving the same bytes and pgbench running the SQL that the page
 * itself ran, taken from PostgreSQL's log; and an export beside PostgreSQL's COPY.
 *
 * <p>Arguments: a folder, the api-service's address, nginx's (which serves FOLDER/web). In the environment: BENCH_PASSWORD
 * (of the users bench and admin), BENCH_ACCESS_TOKEN (of the v1 API), PGHOST and so on for psql and pgbench, BENCH_PG_LOG (PostgreSQL's log),
 * BENCH_SECONDS (for each case), BENCH_MINUTES (of the watch over its memory; none: no watch).
 */
class ApiBench {

    private static final int SECONDS = Integer.parseInt(System.getenv().getOrDefault("BENCH_SECONDS", "6"));
    private static final int EXPORTED = 100_000;

    /** Of the images that scripts/bench/fill.sql makes, one a second, so many as are exported. */
    private static final String EXPORT_UNTIL = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(EXPORTED).toString();

    private static final String MIDDLE = "select id from images where visibility = 'community' order by created_at desc limit 1 offset (select count(*) / 2 from images where visibility = 'community')";

    private final Path folder;
    private final String api;
    private final String nginx;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;
    private final String[] v1Headers;
    private final List<String> rows = new ArrayList<>();

    ApiBench(Path folder, String api, String nginx) throws Exception {
        this.folder = folder;
        this.api = api;
        this.nginx = nginx;
        this.token = token("bench", "project-1");
        this.v1Headers = v1Headers(token, "bench");
    }

    public static void main(String[] arguments) throws Exception {
        new ApiBench(Path.of(arguments[0]), arguments[1], arguments[2]).run();
    }

    void run() throws Exception {
        String images = psql("select count(*) from images where owner like 'project-%'");
        String middle = psql(MIDDLE);
        String mine = psql("select id from images where owner = 'project-1' and visibility = 'shared' order by created_at limit 1 offset 3");
        String names = psql("select string_agg(name, ',') from (select name from images where owner = 'project-1' order by id limit 5) few");
        String half = psql("select id from images where owner = 'project-1' order by created_at desc, id desc limit 1 offset (select count(*) / 2 from images where owner = 'project-1')");
        String word = psql("select name from images where owner = 'project-1' order by id limit 1");
        System.out.println("Warming up…");
        wrk("/v2/images/" + mine, SECONDS * 3, null);
        wrk("/v2/images?limit=25", SECONDS * 3, null);
        measure("show by id", "/v2/images/" + mine);
        measure("list 25", "/v2/images?limit=25");
        measure("list 100", "/v2/images?limit=100");
        measure("filter by a property", "/v2/images?limit=25&os_distro=debian");
        measure("filter by a property, none has it", "/v2/images?limit=25&os_distro=nothing");
        measure("filter by a tag", "/v2/images?limit=25&tag=tag-1");
        measure("name=in: five names", "/v2/images?limit=25&name=in:" + names.replace(" ", "%20"));
        measure("sort by name", "/v2/images?limit=25&sort=name:asc");
        measure("deep page, own", "/v2/images?limit=25&marker=" + half);
        measure("deep page, community", "/v2/images?limit=25&visibility=community&marker=" + middle);
        measure("visibility=public", "/v2/images?limit=25&visibility=public");
        measure("visibility=shared", "/v2/images?limit=25&visibility=shared");
        measure("visibility=all", "/v2/images?limit=25&visibility=all");
        String v1 = "/v1/openstack/image/";
        measure("v1: get", v1 + mine + "/get");
        measure("v1: list 20", v1 + "list");
        measure("list 20, as v1's", "/v2/images?limit=20");
        measure("v1: page 50", v1 + "list?page=50");
        measure("v1: keywords, one letter (all have it)", v1 + "list?keywords=g");
        measure("v1: keywords, one digit", v1 + "list?keywords=7");
        measure("v1: keywords, two letters", v1 + "list?keywords=73");
        measure("v1: keywords, Chinese", v1 + "list?keywords=%E9%BA%92%E9%BA%9F");
        measure("v1: keywords, a long word", v1 + "list?keywords=" + word.replace(" ", "%20"));
        measure("v1: keywords, none has it", v1 + "list?keywords=kubernetes");
        String[] admin = v1Headers(token("admin", "admin"), psql("select id from users where name = 'admin'"));
        measure("v1: keywords of an admin, all have it", v1 + "list?keywords=image", admin);
        measure("v1: keywords of an admin, a long word", v1 + "list?keywords=" + word.replace(" ", "%20"), admin);
        measure("v1: keywords of an admin, none has it", v1 + "list?keywords=kubernetes", admin);
        double get = times("/v2/images/" + mine, v1 + mine + "/get");
        double list = times("/v2/images?limit=20", v1 + "list");
        export();
        post();
        queued(mine);
        String watched = watched(List.of("/v2/images/" + mine, "/v2/images?limit=25", "/v2/images?limit=25&os_distro=debian", "/v2/images?sort=name:asc"));
        System.out.println();
        System.out.println(images + " images. Load at the end: " + Files.readString(Path.of("/proc/loadavg")).strip() + ".");
        System.out.println();
        System.out.println("| case | Diskmill | p50 | p99 | nginx, same bytes | pgbench, same SQL |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        rows.forEach(System.out::println);
        System.out.println();
        System.out.println("v1 get takes %.2f x of v2's show, v1 list %.2f x of v2's list of as many (medians of three rounds, one after the other in each)."
                .formatted(get, list));
        System.out.println(watched);
    }

    private record Rate(double perSecond, String median, String slow, long errors) {}

    private void measure(String name, String path) throws Exception {
        measure(name, path, headers(path));
    }

    private void measure(String name, String path, String[] headers) throws Exception {
        HttpResponse<byte[]> answer = get(path, headers);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + new String(answer.body()));
        }
        String file = "same-" + rows.size() + ".json";
        Files.write(folder.resolve("web").resolve(file), answer.body());
        Rate floor = run(List.of("wrk", "-t1", "-c8", "-d" + Math.max(2, SECONDS / 2) + "s", "--latency", nginx + "/" + file));
        double sql = pgbench(path, headers);
        Rate ours = wrk(path, headers, SECONDS, null);
        rows.add("| %s | %s/s%s | %s | %s | %s/s | %s/s |".formatted(
                name, whole(ours.perSecond()), ours.errors() > 0 ? " (" + ours.errors() + " errors)" : "", ours.median(), ours.slow(),
                whole(floor.perSecond()), whole(sql)));
        System.out.println(rows.getLast());
    }

    /** How many times as long as the first of the two the second takes. */
    private double times(String first, String second) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            times.add(wrk(first, SECONDS, null).perSecond() / wrk(second, SECONDS, null).perSecond());
        }
        return median(times);
    }

    /** Beside PostgreSQL's own COPY of the same rows. What lives in the heap is looked at before it, and while a client has read a quarter and most of it. */
    private void export() throws Exception {
        String admin = token("admin", "admin");
        long images = exported(admin, line -> {});
        long began = System.nanoTime();
        exported(admin, line -> {});
        double ours = images / ((System.nanoTime() - began) / 1e9);
        long before = liveHeap();
        List<Long> live = new ArrayList<>();
        exported(admin, line -> {
            if (line == images / 4 || line == images * 9 / 10) {
                live.add(liveHeap());
            }
        });
        String copy = "copy (select name, id, status, visibility, protected, owner, properties ->> 'os_distro', properties ->> 'architecture',"
                + " properties ->> 'hypervisor_type', disk_format, container_format, size, virtual_size, min_disk, min_ram, tags,"
                + " properties ->> 'description', created_at, updated_at from images where deleted_at is null and created_at <= '" + EXPORT_UNTIL
                + "' order by created_at desc, id desc) to stdout (format csv)";
        psql(copy);
        began = System.nanoTime();
        psql(copy);
        double floor = images / ((System.nanoTime() - began) / 1e9);
        rows.add("| export as CSV, %s rows (live heap before it, at a quarter, near its end: %d, %d, %d MiB) | %s rows/s | | | | COPY: %s rows/s |".formatted(
                whole(images), before, live.get(0), live.get(1), whole(ours), whole(floor)));
        System.out.println(rows.getLast());
    }

    private interface OnLine {
        void read(long number) throws Exception;
    }

    /** Reads an export to its end, and returns how many rows it had. */
    private long exported(String admin, OnLine onLine) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(api + "/v2/images/export?format=csv&visibility=all&created_at=lte:" + EXPORT_UNTIL))
                .header("X-Auth-Token", admin)
                .timeout(Duration.ofMinutes(5))
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("export: " + answer.statusCode() + " " + new String(answer.body().readAllBytes()));
        }
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = answer.body()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                        onLine.read(lines);
                    }
                }
            }
        }
        return lines - 1;
    }

    /** The api-service's memory while it is asked for different things for some minutes. */
    private String watched(List<String> paths) throws Exception {
        int minutes = Integer.parseInt(System.getenv().getOrDefault("BENCH_MINUTES", "0"));
        if (minutes == 0) {
            return "";
        }
        Path script = folder.resolve("mixed.lua");
        Files.writeString(script, paths.stream().map(path -> "\"" + path + "\"").collect(Collectors.joining(", ", "local paths = {", "}\n")) + """
                local turn = 0
                request = function()
                  turn = turn + 1
                  return wrk.format("GET", paths[turn % #paths + 1])
                end
                """);
        Path status = Path.of("/proc", Files.readString(folder.resolve("data/run/api-1.pid")).strip(), "status");
        List<String> seen = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            wrk("/", headers("/"), 60, script);
            seen.add("%d (%s)".formatted(liveHeap(), Integer.parseInt(found("VmRSS:\\s+(\\d+) kB", Files.readString(status))) / 1024));
        }
        return "MiB of live heap (and resident), after each of %d minutes of show, lists and filters in turn: %s".formatted(minutes, String.join(", ", seen));
    }

    /** MiB that the api-service's heap holds after a full collection. */
    private long liveHeap() throws Exception {
        String process = Files.readString(folder.resolve("data/run/api-1.pid")).strip();
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        output(List.of(jcmd, process, "GC.run"));
        long kibibytes = 0;
        for (String line : output(List.of(jcmd, process, "GC.heap_info")).split("\n")) {
            Matcher used = Pattern.compile("total.* used (\\d+)K").matcher(line);
            if (used.find()) {
                kibibytes += Long.parseLong(used.group(1));
            }
        }
        return kibibytes / 1024;
    }

    private void post() throws Exception {
        Path script = folder.resolve("post.lua");
        Files.writeString(script, """
                wrk.method = "POST"
                wrk.body = '{"name": "benchmark", "disk_format": "qcow2", "container_format": "bare", "os_distro": "debian", "tags": ["one"]}'
                wrk.headers["Content-Type"] = "application/json"
                """);
        Rate ours = wrk("/v2/images", SECONDS, script);
        rows.add("| POST an image | %s/s%s | %s | %s | | |".formatted(
                whole(ours.perSecond()), ours.errors() > 0 ? " (" + ours.errors() + " errors)" : "", ours.median(), ours.slow()));
        System.out.println(rows.getLast());
        psql("delete from images where name = 'benchmark'");
    }

    /** The same once more while 10,000 imports wait for workers that are not there: idle and queued in turn, three times. */
    private void queued(String image) throws Exception {
        for (String path : List.of("/v2/images?limit=25", "/v2/images/" + image)) {
            List<Double> idle = new ArrayList<>();
            List<Double> busy = new ArrayList<>();
            String median = "";
            double perSecond = 0;
            for (int round = 0; round < 3; round++) {
                idle.add(millis(wrk(path, SECONDS, null).slow()));
                output(List.of("psql", "-X", "-q", "-f", "scripts/bench/queue.sql"));
                Rate rate = wrk(path, SECONDS, null);
                busy.add(millis(rate.slow()));
                median = rate.median();
                perSecond = rate.perSecond();
                psql("delete from attempts where project = 'queue'; delete from images where owner = 'queue'");
            }
            rows.add("| %s, 10,000 imports queued (p99 idle: %.1fms) | %s/s | %s | %.1fms | | |".formatted(
                    path.contains("limit") ? "list 25" : "show by id", median(idle), whole(perSecond), median, median(busy)));
            System.out.println(rows.getLast());
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double millis(String time) {
        double number = Double.parseDouble(time.replaceAll("[a-z]", ""));
        return time.endsWith("us") ? number / 1000 : time.endsWith("ms") ? number : number * 1000;
    }

    private Rate wrk(String path, int seconds, Path script) throws Exception {
        return wrk(path, headers(path), seconds, script);
    }

    private Rate wrk(String path, String[] headers, int seconds, Path script) throws Exception {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c8", "-d" + seconds + "s", "--latency"));
        for (int i = 0; i < headers.length; i += 2) {
            command.addAll(List.of("-H", headers[i] + ": " + headers[i + 1]));
        }
        if (script != null) {
            command.addAll(List.of("-s", script.toString()));
        }
        command.add(api + path);
        return run(command);
    }

    private Rate run(List<String> command) throws Exception {
        String output = output(command);
        Matcher errors = Pattern.compile("Non-2xx or 3xx responses: (\\d+)").matcher(output);
        return new Rate(
                Double.parseDouble(found("Requests/sec: +([0-9.]+)", output)),
                found("50% +(\\S+)", output),
                found("99% +(\\S+)", output),
                errors.find() ? Long.parseLong(errors.group(1)) : 0);
    }

    /** Asks once with all statements logged, and runs those that are about images again and again. */
    private double pgbench(String path, String[] headers) throws Exception {
        Path log = Path.of(System.getenv("BENCH_PG_LOG"));
        psql("alter system set log_min_duration_statement = 0; ");
        psql("select pg_reload_conf()");
        Thread.sleep(300);
        long before = Files.size(log);
        get(path, headers);
        Thread.sleep(300);
        byte[] whole = Files.readAllBytes(log);
        String text = new String(whole, (int) before, whole.length - (int) before);
        psql("alter system reset log_min_duration_statement");
        psql("select pg_reload_conf()");
        List<String> statements = statements(text);
        if (statements.isEmpty()) {
            return 0;
        }
        Path script = folder.resolve("page.sql");
        Files.writeString(script, String.join(";\n", statements) + ";\n");
        String output = output(Map.of("PGOPTIONS", settings(text)), List.of("pgbench", "-n", "-c", "8", "-j", "1", "-T", Integer.toString(Math.max(2, SECONDS / 2)), "-M", "prepared", "-f", script.toString()));
        return Double.parseDouble(found("tps = ([0-9.]+)", output));
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

    private HttpResponse<byte[]> get(String path, String[] headers) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(api + path)).headers(headers).timeout(Duration.ofMinutes(1)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Names and values in turn: what lets one in at v2, or at v1. */
    private String[] headers(String path) {
        return path.startsWith("/v1/") ? v1Headers : new String[] {"X-Auth-Token", token};
    }

    private String[] v1Headers(String token, String user) throws Exception {
        HttpResponse<String> made = http.send(
                HttpRequest.newBuilder(URI.create(api + "/v3/users/" + user + "/application_credentials"))
                        .header("Content-Type", "application/json")
                        .header("X-Auth-Token", token)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"application_credential\": {\"name\": \"bench-" + System.nanoTime() + "\"}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String credential = made.body();
        return new String[] {
            "HT-ACCESS-TOKEN", System.getenv("BENCH_ACCESS_TOKEN"),
            "IMR-SESSION-TOKEN", found("\"id\":\"([^\"]+)\"", credential),
            "IMR-SESSION-SECRET", found("\"secret\":\"([^\"]+)\"", credential)
        };
    }

    private String token(String user, String project) throws Exception {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s", "domain": {"name": "Default"},
                "password": "%s"}}}, "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}
                """.formatted(user, System.getenv("BENCH_PASSWORD"), project);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(api + "/v3/auth/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new IllegalStateException(answer.body()));
    }

    private String psql(String sql) throws Exception {
        return output(List.of("psql", "-X", "-q", "-A", "-t", "-c", sql)).strip();
    }

    private static String output(List<String> command) throws Exception {
        return output(Map.of(), command);
    }

    private static String output(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ":\n" + output);
        }
        return output;
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in:\n" + text);
        }
        return matcher.group(1);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
