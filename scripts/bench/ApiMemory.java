import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The api-service's memory, by its process's id. */
class ApiMemory {

    private final String process;

    ApiMemory(String process) {
        this.process = process;
    }

    /** MiB that the api-service's heap holds after a full collection. */
    long liveHeap() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Programs.output(List.of(jcmd, process, "GC.run"));
        long kibibytes = 0;
        for (String line : Programs.output(List.of(jcmd, process, "GC.heap_info")).split("\n")) {
            Matcher used = Pattern.compile("total.* used (\\d+)K").matcher(line);
            if (used.find()) {
                kibibytes += Long.parseLong(used.group(1));
            }
        }
        return kibibytes / 1024;
    }

    /** MiB that the process has of the machine's memory. */
    long resident() throws Exception {
        String status = Files.readString(Path.of("/proc", process, "status"));
        return Long.parseLong(Programs.found("VmRSS:\\s+(\\d+) kB", status)) / 1024;
    }
}
