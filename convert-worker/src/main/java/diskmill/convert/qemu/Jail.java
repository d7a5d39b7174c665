package diskmill.convert.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is around qemu-img: programs of util-linux that take rights away and then become the next program, all in one
 * process. Which of them may be used differs between hosts and containers, so each is tried once at start. What the jail
 * has and has not is told in {@code docs/decisions/2026-11-24-qemu-img-jail.md}.
 *
 * @param network    takes the network away; empty where that is not allowed
 * @param privileges takes capabilities away, and ends the child with us; empty without setpriv
 * @param limited    whether there is prlimit
 */
record Jail(List<String> network, List<String> privileges, boolean limited) {

    private static final Logger log = LoggerFactory.getLogger(Jail.class);

    private static final Duration TRIAL = Duration.ofSeconds(10);

    /** Tries what this process may use, and logs it in one line. */
    static Jail detect() throws InterruptedException {
        List<String> network = firstThatWorks(List.of(), networkPrefixes());
        List<String> privileges = firstThatWorks(network, privilegePrefixes());
        boolean limited = works(limits(ChildLimits.ofTrial()));
        var jail = new Jail(network, privileges, limited);
        log.info(
                "qemu-img runs {} network, {}, {} limits of CPU time, memory and file size",
                network.isEmpty() ? "with" : "without",
                privileges.isEmpty()
                        ? "with all rights of this process"
                        : privileges.contains("--bounding-set=-all,+dac_override")
                                ? "as this user without its privileges"
                                : "as this user without new privileges",
                limited ? "with" : "WITHOUT");
        return jail;
    }

    /** The command with the jail around it. */
    List<String> around(ChildLimits limits, List<String> command) {
        List<String> jailed = new ArrayList<>(network);
        jailed.addAll(privileges);
        if (limited) {
            jailed.addAll(limits(limits));
        }
        jailed.addAll(command);
        return jailed;
    }

    private static List<List<String>> networkPrefixes() {
        // root outside a user namespace only: inside one it would lose its way into folders of
        // other users
        return isRoot()
                ? List.of(List.of("unshare", "--net", "--"))
                : List.of(List.of("unshare", "--user", "--map-current-user", "--net", "--"));
    }

    private static List<List<String>> privilegePrefixes() {
        List<String> least = List.of("setpriv", "--no-new-privs", "--pdeathsig", "KILL");
        List<String> drop = new ArrayList<>(least);
        // dac_override stays, for a store whose folder belongs to another user than root
        drop.addAll(List.of("--inh-caps=-all", "--bounding-set=-all,+dac_override"));
        return isRoot() ? List.of(drop, least) : List.of(least);
    }

    private static List<String> limits(ChildLimits limits) {
        long cpu = Math.max(1, limits.cpu().toSeconds());
        return List.of(
                "prlimit",
                "--core=0",
                // first a signal that is told from other deaths; then, if that is ignored, one that
                // is not
                "--cpu=" + cpu + ":" + (cpu + 5),
                "--as=" + limits.addressSpace(),
                "--fsize=" + limits.fileSize());
    }

    private static List<String> firstThatWorks(List<String> before, List<List<String>> prefixes)
            throws InterruptedException {
        for (List<String> prefix : prefixes) {
            List<String> whole = new ArrayList<>(before);
            whole.addAll(prefix);
            if (works(whole)) {
                return prefix;
            }
        }
        return List.of();
    }

    private static boolean works(List<String> prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        var unheard = new BoundedOutput(1);
        try {
            return ChildProcess.run(command, TRIAL, unheard, unheard) == 0;
        } catch (IOException | TimeoutException unusable) {
            return false;
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
