import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures imports, an upload and a download against their floors: the same work by plain tools, in the same run. Each case
 * runs its floor and Diskmill in turn, three times, and the table shows the medians.
 *
 * <p>Arguments: folder, the ids of Diskmill's processes, nginx's port, Diskmill's port. In the environment: BENCH_PUT, a command that puts a
 * file where the store has it ({@code true} where that is the folder of the floor itself), and BENCH_STORED, the address of a stored 1 GiB.
 */
class ImportBench {

    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final List<Long> processes;
    private final String web;
    private final String api;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    private String token = "";
    private final List<String> rows = new ArrayList<>();

    ImportBench(Path folder, List<Long> processes, int webPort, int apiPort) {
        this.folder = folder;
        this.processes = processes;
        this.web = "http://127.0.0.1:" + webPort;
        this.api = "http://127.0.0.1:" + apiPort;
    }

    public static void main(String[] arguments) throws Exception {
        new ImportBench(
                        Path.of(arguments[0]),
                        Arrays.stream(arguments[1].split(",")).map(Long::valueOf).toList(),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]))
                .run();
    }

    void run() throws Exception {
        waitForDiskmill();
        token = token();
        warmUp();
        String fetch = "curl -s %s | tee >(openssl dgst -md5 >/dev/null) >(openssl dgst -sha256 >/dev/null) > %s; wait; ";
        String put = System.getenv("BENCH_PUT") + " ";
        String kept = folder + "/floor/kept";
        String made = folder + "/floor/made";
        measure("1 GiB qcow2, kept", fetch.formatted(web + "/one.qcow2", kept) + put + kept + " kept", () -> imported("one.qcow2", "qcow2", null));
        measure("4 GiB raw, kept", fetch.formatted(web + "/four.raw", kept) + put + kept + " kept", () -> imported("four.raw", "raw", null));
        measure(
                "1 GiB qcow2 → raw",
                fetch.formatted(web + "/one.qcow2", kept) + convert("qcow2", kept, "raw", made) + put + made + " made",
                () -> imported("one.qcow2", "qcow2", "raw"));
        measure(
                "1 GiB raw → qcow2",
                fetch.formatted(web + "/one.raw", kept) + convert("raw", kept, "qcow2", made) + put + made + " made",
                () -> imported("one.raw", "raw", "qcow2"));
        measure("PUT 1 GiB qcow2", fetch.formatted("file://" + folder + "/web/one.qcow2", kept) + put + kept + " kept", this::uploaded);
        String image = imported("one.raw", "raw", null);
        measure("GET 1 GiB", "curl -s -o /dev/null " + System.getenv("BENCH_STORED"), () -> {
            shell("curl -sf -o /dev/null -H 'X-Auth-Token: %s' %s/v2/images/%s/file".formatted(token, api, image));
            return image;
        });
        delete(image);
        measure(
                "200 imports of 1 MiB, 20 clients",
                "seq 200 | xargs -P 20 -I{} bash -c '" + fetch.formatted(web + "/small/{}.raw", kept + "{}") + put + kept + "{} small{}'",
                this::manySmall);
        print();
    }

    /** The shell line's conversion, and one more digest of its result. */
    private static String convert(String from, String source, String to, String target) {
        return "qemu-img convert -f %s -O %s %s %s; openssl dgst -sha256 %s >/dev/null; ".formatted(from, to, source, target, target);
    }

    private interface Work {
        /** Does it once, and says what to delete; empty if it has deleted it itself. */
        String run() throws Exception;
    }

    private void measure(String name, String floor, Work work) throws Exception {
        List<Double> floors = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            shell(floor);
            floors.add(seconds(start));
            shell("rm -f " + folder + "/floor/*");
            double before = processorSeconds();
            start = System.nanoTime();
            String image = work.run();
            ours.add(seconds(start));
            processor.add(processorSeconds() - before);
            if (!image.isEmpty() && !name.startsWith("GET")) {
                delete(image);
            }
        }
        double ratio = median(ours) / median(floors);
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %.2f | %.2f s | %d MiB |",
                name, median(floors), median(ours), ratio, median(processor), peakMebibytes()));
        System.out.println(rows.getLast());
    }

    private void print() throws Exception {
        System.out.println();
        System.out.println("| case | floor | Diskmill | ratio | CPU of Diskmill and its children | peak RSS so far |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        rows.forEach(System.out::println);
        System.out.println();
        System.out.println("Medians of " + ROUNDS + " rounds, floor and Diskmill in turn. "
                + shellOutput("nproc").strip() + " cores, "
                + shellOutput("sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1").strip() + ", load "
                + shellOutput("cut -d ' ' -f 1-3 /proc/loadavg").strip() + ".");
    }

    // ---- what a client does

    private String imported(String file, String format, String target) throws Exception {
        String image = create(format, target);
        send("POST", "/v2/images/" + image + "/import",
                "{\"method\": {\"name\": \"web-download\", \"uri\": \"" + web + "/" + file + "\"}}");
        awaitActive(image);
        return image;
    }

    private String uploaded() throws Exception {
        String image = create("qcow2", null);
        shell(("curl -sf -T %s/web/one.qcow2 -H 'Content-Type: application/octet-stream' -H 'Expect:' -H 'X-Auth-Token: %s'"
                + " %s/v2/images/%s/file").formatted(folder, token, api, image));
        awaitActive(image);
        return image;
    }

    private String manySmall() throws Exception {
        List<Future<String>> all = new ArrayList<>();
        try (var clients = Executors.newFixedThreadPool(20, Thread.ofVirtual().factory())) {
            for (int i = 1; i <= 200; i++) {
                String file = "small/" + i + ".raw";
                all.add(clients.submit((Callable<String>) () -> imported(file, "raw", null)));
            }
        }
        for (Future<String> one : all) {
            one.get(); // throws what went wrong
        }
        Thread.ofVirtual().start(() -> all.forEach(one -> {
            try {
                delete(one.get());
            } catch (Exception ignored) {
                // rubbish of a benchmark, in a folder that is deleted
            }
        }));
        return "";
    }

    private String create(String format, String target) throws Exception {
        String body = "{\"name\": \"bench\", \"container_format\": \"bare\", \"disk_format\": \"" + format + "\""
                + (target == null ? "" : ", \"diskmill_convert_to\": \"" + target + "\"") + "}";
        return field(send("POST", "/v2/images", body), "id");
    }

    private void awaitActive(String image) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String status = field(send("GET", "/v2/images/" + image, null), "status");
            if (status.equals("active")) {
                return;
            }
            if (status.equals("queued") || System.nanoTime() > deadline) {
                throw new IOException("the image is " + status + ": " + send("GET", "/v2/images/" + image + "/tasks", null));
            }
            Thread.sleep(50);
        }
    }

    private void delete(String image) throws Exception {
        send("DELETE", "/v2/images/" + image, null);
    }

    private void warmUp() throws Exception {
        for (int i = 1; i <= 20; i++) {
            delete(imported("small/" + i + ".raw", "raw", null));
        }
        delete(imported("one.qcow2", "qcow2", "raw"));
    }

    private String send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofMinutes(2))
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private void waitForDiskmill() throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/healthcheck")).timeout(Duration.ofSeconds(5)).build();
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it is still starting
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("Diskmill did not answer within two minutes; see .dev/log/bench-diskmill.log");
            }
            Thread.sleep(200);
        }
    }

    private String token() throws Exception {
        String rc = Files.readString(folder.resolve("data/openrc"));
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "%s", "domain": {"name": "Default"}, "password": "%s"}}},
                  "scope": {"project": {"name": "%s", "domain": {"name": "Default"}}}}}"""
                .formatted(variable(rc, "OS_USERNAME"), variable(rc, "OS_PASSWORD"), variable(rc, "OS_PROJECT_NAME"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/v3/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).headers().firstValue("X-Subject-Token").orElseThrow();
    }

    private static String variable(String openrc, String name) {
        Matcher found = Pattern.compile(name + "=['\"]?([^'\"\\s]+)").matcher(openrc);
        if (!found.find()) {
            throw new IllegalStateException("openrc has no " + name);
        }
        return found.group(1);
    }

    private static String field(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return found.group(1);
    }

    // ---- what the machine says

    private void shell(String line) throws Exception {
        Process bash = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (bash.waitFor() != 0) {
            throw new IOException("failed: " + line);
        }
    }

    private static String shellOutput(String line) throws Exception {
        Process bash = new ProcessBuilder("bash", "-c", line).start();
        return new String(bash.getInputStream().readAllBytes());
    }

    /** User and system seconds of the processes and of the children that they have waited for (qemu-img). */
    private double processorSeconds() throws IOException {
        long ticks = 0;
        for (long process : processes) {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            for (int i = 11; i <= 14; i++) { // utime, stime, cutime, cstime: fields 14 to 17 of proc(5)
                ticks += Long.parseLong(fields[i]);
            }
        }
        return ticks / 100.0;
    }

    /** Of the largest of the processes. */
    private long peakMebibytes() throws IOException {
        long peak = 0;
        for (long process : processes) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    peak = Math.max(peak, Long.parseLong(line.replaceAll("\\D", "")) / 1024);
                }
            }
        }
        return peak;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
