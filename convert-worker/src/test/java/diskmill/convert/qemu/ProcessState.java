package diskmill.convert.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the system says of a process. */
final class ProcessState {

    private ProcessState() {}

    /** Gone, or only waiting for process 1 to take note, which may take its time. */
    static boolean isDead(String pid) throws IOException {
        try {
            return Files.readString(Path.of("/proc", pid, "status")).contains("State:\tZ");
        } catch (NoSuchFileException gone) {
            return true;
        }
    }
}
