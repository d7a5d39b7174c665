package diskmill.storage.file;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectUpload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of its own that writes 4 MiB to a store in a shared folder, and then waits to be told how to end. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private OtherProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** It says {@code written} or what failed, then waits for {@link #complete}. */
    static OtherProcess writing(Path folder, ObjectKey key) throws IOException {
        return start(List.of(), folder, key);
    }

    /** The same, but its files end at 1 MiB at most. */
    static OtherProcess writingWithLittleRoom(Path folder, ObjectKey key) throws IOException {
        return start(List.of("sh", "-c", "ulimit -f 1024; exec \"$@\"", "sh"), folder, key);
    }

    private static OtherProcess start(List<String> around, Path folder, ObjectKey key)
            throws IOException {
        List<String> command = new ArrayList<>(around);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString(),
                        key.value()));
        return new OtherProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Its next line; null if it has ended. */
    @Nullable String answer() throws IOException {
        return answers.readLine();
    }

    void complete() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** As by {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        FileObjectStore store = FileObjectStore.open(Path.of(arguments[0]));
        try (ObjectUpload upload = store.upload(new ObjectKey(arguments[1]))) {
            byte[] mebibyte = new byte[1 << 20];
            Arrays.fill(mebibyte, (byte) 1);
            for (int i = 0; i < 4; i++) {
                upload.write(mebibyte, 0, mebibyte.length);
            }
            System.out.println("written");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            upload.complete();
            System.out.println("completed");
        } catch (IOException failure) {
            System.out.println(failure);
        }
    }
}
