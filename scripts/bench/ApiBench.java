import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private final Api api;
    private final ApiMemory memory;
    private final String nginx;
    private final List<String> rows = new ArrayList<>();

    ApiBench(Path folder, String api, String nginx) throws Exception {
        this.folder = folder;
        this.api = new Api(api);
        this.memory = new ApiMemory(Files.readString(folder.resolve("data/run/api-1.pid")).strip());
        this.nginx = nginx;
    }

    public static void main(String[] arguments) throws Exception {
        new ApiBench(Path.of(arguments[0]), arguments[1], arguments[2]).run();
    }

    void run() throws Exception {
        String images = Programs.psql("select count(*) from images where owner like 'project-%'");
        String middle = Programs.psql(MIDDLE);
        String mine = Programs.psql("select id from images where owner = 'project-1' and visibility = 'shared' order by created_at limit 1 offset 3");
        String names = Programs.psql("select string_agg(name, ',') from (select name from images where owner = 'project-1' order by id limit 5) few");
        String half = Programs.psql("select id from images where owner = 'project-1' order by created_at desc, id desc limit 1 offset (select count(*) / 2 from images where owner = 'project-1')");
        String word = Programs.psql("select name from images where owner = 'project-1' order by id limit 1");
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
        String[] admin = api.v1Headers(api.token("admin", "admin"), Programs.psql("select id from users where name = 'admin'"));
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

    private void measure(String name, String path) throws Exception {
        measure(name, path, api.headers(path));
    }

    private void measure(String name, String path, String[] headers) throws Exception {
        HttpResponse<byte[]> answer = api.get(path, headers);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + new String(answer.body()));
        }
        String file = "same-" + rows.size() + ".json";
        Files.write(folder.resolve("web").resolve(file), answer.body());
        int half = Math.max(2, SECONDS / 2);
        Wrk.Rate floor = Wrk.ask(nginx + "/" + file, new String[0], half, null);
        double sql = PageSql.perSecond(() -> api.get(path, headers), half, folder);
        Wrk.Rate ours = api.rate(path, headers, SECONDS, null);
        rows.add("| %s | %s | %s | %s | %s | %s/s |".formatted(name, ours, ours.median(), ours.slow(), floor, whole(sql)));
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
        String admin = api.token("admin", "admin");
        long images = api.export(admin, EXPORT_UNTIL, line -> {});
        long began = System.nanoTime();
        api.export(admin, EXPORT_UNTIL, line -> {});
        double ours = images / ((System.nanoTime() - began) / 1e9);
        long before = memory.liveHeap();
        List<Long> live = new ArrayList<>();
        api.export(admin, EXPORT_UNTIL, line -> {
            if (line == images / 4 || line == images * 9 / 10) {
                live.add(memory.liveHeap());
            }
        });
        String copy = "copy (select name, id, status, visibility, protected, owner, properties ->> 'os_distro', properties ->> 'architecture',"
                + " properties ->> 'hypervisor_type', disk_format, container_format, size, virtual_size, min_disk, min_ram, tags,"
                + " properties ->> 'description', created_at, updated_at from images where deleted_at is null and created_at <= '" + EXPORT_UNTIL
                + "' order by created_at desc, id desc) to stdout (format csv)";
        Programs.psql(copy);
        began = System.nanoTime();
        Programs.psql(copy);
        double floor = images / ((System.nanoTime() - began) / 1e9);
        rows.add("| export as CSV, %s rows (live heap before it, at a quarter, near its end: %d, %d, %d MiB) | %s rows/s | | | | COPY: %s rows/s |".formatted(
                whole(images), before, live.get(0), live.get(1), whole(ours), whole(floor)));
        System.out.println(rows.getLast());
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
        List<String> seen = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            api.rate("/", api.headers("/"), 60, script);
            seen.add("%d (%d)".formatted(memory.liveHeap(), memory.resident()));
        }
        return "MiB of live heap (and resident), after each of %d minutes of show, lists and filters in turn: %s".formatted(minutes, String.join(", ", seen));
    }

    private void post() throws Exception {
        Path script = folder.resolve("post.lua");
        Files.writeString(script, """
                wrk.method = "POST"
                wrk.body = '{"name": "benchmark", "disk_format": "qcow2", "container_format": "bare", "os_distro": "debian", "tags": ["one"]}'
                wrk.headers["Content-Type"] = "application/json"
                """);
        Wrk.Rate ours = wrk("/v2/images", SECONDS, script);
        rows.add("| POST an image | %s | %s | %s | | |".formatted(ours, ours.median(), ours.slow()));
        System.out.println(rows.getLast());
        Programs.psql("delete from images where name = 'benchmark'");
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
                Programs.output(List.of("psql", "-X", "-q", "-f", "scripts/bench/queue.sql"));
                Wrk.Rate rate = wrk(path, SECONDS, null);
                busy.add(millis(rate.slow()));
                median = rate.median();
                perSecond = rate.perSecond();
                Programs.psql("delete from attempts where project = 'queue'; delete from images where owner = 'queue'");
            }
            rows.add("| %s, 10,000 imports queued (p99 idle: %.1fms) | %s/s | %s | %.1fms | | |".formatted(
                    path.contains("limit") ? "list 25" : "show by id", median(idle), whole(perSecond), median, median(busy)));
            System.out.println(rows.getLast());
        }
    }

    private Wrk.Rate wrk(String path, int seconds, Path script) throws Exception {
        return api.rate(path, api.headers(path), seconds, script);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double millis(String time) {
        double number = Double.parseDouble(time.replaceAll("[a-z]", ""));
        return time.endsWith("us") ? number / 1000 : time.endsWith("ms") ? number : number * 1000;
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
