package diskmill.convert.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ProcessDestroyer;
import org.apache.commons.exec.PumpStreamHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts processes, through commons-exec: with closed input, a cleared environment and an empty working folder. The one that
 * waits may be interrupted, which commons-exec by itself would swallow; on every way out the process and all that it started
 * are dead.
 */
final class ChildProcess {

    /** How long we wait for a killed process to be gone: one that hangs in the kernel goes when it can. */
    private static final Duration DEATH = Duration.ofSeconds(1);

    /** How long a process that has ended may leave its output open to a grandchild. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

    private ChildProcess() {}

    /**
     * Runs a program to its end.
     *
     * @param command an argument each, never interpreted by a shell
     * @return its exit code; 128 and the signal's number where a signal ended it
     * @throws TimeoutException if it ran longer than {@code limit} and was killed
     * @throws IOException      if it could not be started
     */
    static int run(List<String> command, Duration limit, OutputStream stdout, OutputStream stderr)
            throws IOException, InterruptedException, TimeoutException {
        Path workingFolder = Files.createTempDirectory("qemu-img-");
        try {
            var tree = new ProcessTree();
            var exit = new CompletableFuture<Integer>();
            // not a virtual thread: the kernel kills the child with the very thread that started it
            // (setpriv --pdeathsig)
            Thread.ofPlatform()
                    .daemon()
                    .name("qemu-img")
                    .start(() -> execute(command, workingFolder, stdout, stderr, tree, exit));
            try {
                return exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                throw new IOException("cannot run " + command.getFirst(), failed.getCause());
            } finally {
                if (!exit.isDone()) {
                    tree.kill();
                    awaitDeath(exit);
                }
            }
        } finally {
            delete(workingFolder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            log.warn("A working folder of qemu-img stays: {}", folder, stays);
        }
    }

    private static void execute(
            List<String> command,
            Path workingFolder,
            OutputStream stdout,
            OutputStream stderr,
            ProcessTree tree,
            CompletableFuture<Integer> exit) {
        try {
            var line = new CommandLine(command.getFirst());
            // false: quotes and spaces are a part of the argument
            command.stream().skip(1).forEach(argument -> line.addArgument(argument, false));
            var streams = new PumpStreamHandler(stdout, stderr);
            streams.setStopTimeout(LAST_WORDS);
            DefaultExecutor executor =
                    DefaultExecutor.builder()
                            .setExecuteStreamHandler(streams)
                            .setWorkingDirectory(workingFolder)
                            .get();
            executor.setExitValues(null); // any exit code is an answer
            executor.setProcessDestroyer(tree);
            exit.complete(executor.execute(line, environment()));
        } catch (IOException | RuntimeException | Error failed) {
            exit.completeExceptionally(failed);
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", path());
        environment.put("LANG", "C");
        // glibc reserves 64 MB of address space an arena, and would make eight a core
        environment.put("MALLOC_ARENA_MAX", "3");
        return environment;
    }

    static String path() {
        return System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    }

    private static void awaitDeath(CompletableFuture<Integer> exit) {
        boolean interrupted = Thread.interrupted();
        try {
            exit.get(DEATH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException | CancellationException gone) {
            // killed: how it ended does not matter
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The child of one execution, with all that it started: how commons-exec hands it over to be killed. */
    private static final class ProcessTree implements ProcessDestroyer {

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
}
