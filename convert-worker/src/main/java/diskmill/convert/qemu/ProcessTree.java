package diskmill.convert.qemu;

import java.util.List;
import org.apache.commons.exec.ProcessDestroyer;
import org.jspecify.annotations.Nullable;

/** The child of one execution, with all that it started: how commons-exec hands it over to be killed. */
final class ProcessTree implements ProcessDestroyer {

    private @Nullable Process root;
    private boolean killed;

    @Override
    public synchronized boolean add(Process process) {
        root = process;
        if (killed) {
            kill();
        }
        return true;
    }

    @Override
    public synchronized boolean remove(Process process) {
        root = null;
        return true;
    }

    @Override
    public synchronized int size() {
        return root == null ? 0 : 1;
    }

    /** Kills what runs, and what is yet to be added, with a signal that cannot be ignored. */
    synchronized void kill() {
        killed = true;
        if (root != null) {
            // before the root, since the orphans of a dead process cannot be found any more
            List<ProcessHandle> descendants = root.descendants().toList();
            root.destroyForcibly();
            descendants.forEach(ProcessTree::killWithDescendants);
        }
    }

    private static void killWithDescendants(ProcessHandle process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
