package diskmill.convert.qemu;

import diskmill.image.DiskFormat;
import diskmill.start.StartRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The qemu-img program: one method a subcommand that we use. The format is always given, since qemu-img's own guess lets a
 * crafted raw disk pass for another format; paths are ours and absolute, since a name such as {@code json:...} would be read
 * as instructions. Each run is in a {@link Jail} and under {@link ChildLimits}. Interrupting the thread that waits kills the
 * run within a second. Threads may share it.
 */
public final class QemuImg {

    private static final Logger log = LoggerFactory.getLogger(QemuImg.class);

    private static final int KEPT_OUTPUT = 1 << 20; // an info of 4,000 snapshots
    private static final int KEPT_ERRORS = 1 << 16;

    private static final int CHECK_ERRORS = 2;
    private static final int CHECK_LEAKS = 3;
    private static final int CHECK_NONE_FOR_FORMAT = 63;

    private final QemuImgSettings settings;
    private final Jail jail;
    private final JsonMapper json = new JsonMapper();

    /** Tries which jail this process may build, which runs a few short programs. */
    public QemuImg(QemuImgSettings settings) throws InterruptedException {
        this.settings = settings;
        this.jail = Jail.detect();
    }

    /**
     * To be called at start.
     *
     * @throws StartRefused with a sentence that tells what to do, if there is no qemu-img that we can use
     */
    public void requireUsable() throws IOException, InterruptedException {
        if (!isFound()) {
            throw new StartRefused(
                    "qemu-img was not found: install qemu-utils (Debian, Ubuntu) or qemu-img (Fedora), or set diskmill.qemu-img.executable");
        }
        Ended ended = run(ChildLimits.ofInfo(settings, 0), List.of("--version"));
        QemuVersion version =
                QemuVersion.parse(ended.stdout())
                        .orElseThrow(() ->
                                new StartRefused(
                                        "what diskmill.qemu-img.executable names is no qemu-img that runs: it ended with %d (%s)"
                                                .formatted(ended.exitCode(), ended.complaint())));
        if (version.isTooOld()) {
            throw new StartRefused(
                    "qemu-img %s is too old: install 7.2 or newer".formatted(version));
        }
        if (version.isVulnerable()) {
            log.warn(
                    "qemu-img {} has known holes (CVE-2024-4467): install 7.2.13, or 9.1 or newer",
                    version);
        }
    }

    /**
     * Reads the disk's header.
     *
     * @throws QemuImgFailed if it could not be tried
     */
    public Inspection info(Path image, DiskFormat format) throws IOException, InterruptedException {
        Path file = readable(image);
        Ended ended =
                run(
                        ChildLimits.ofInfo(settings, Files.size(file)),
                        arguments(List.of("info", "--output=json"), opened(file, format)));
        ended.refuseOutsideFaults(file);
        if (ended.exitCode() != 0) {
            return new Inspection.Unreadable(ended.why(format, file));
        }
        try {
            JsonNode info = json.readTree(ended.stdout());
            return DiskInfo.read(info, file, format);
        } catch (JacksonException garbage) {
            return new Inspection.Unreadable("qemu-img describes it in more than we read");
        }
    }

    /**
     * Reads the disk's tables, and holds them against each other.
     *
     * @throws QemuImgFailed if it could not be tried
     */
    public Check check(Path image, DiskFormat format) throws IOException, InterruptedException {
        Path file = readable(image);
        Ended ended =
                run(
                        ChildLimits.ofCheck(settings, Files.size(file)),
                        arguments(List.of("check", "--output=json"), opened(file, format)));
        ended.refuseOutsideFaults(file);
        return switch (ended.exitCode()) {
            case 0, CHECK_LEAKS -> new Check.Sound();
            case CHECK_NONE_FOR_FORMAT -> new Check.NoneForFormat();
            case CHECK_ERRORS ->
                    new Check.Damaged("its tables contradict each other (qemu-img check)");
            default -> new Check.Damaged(ended.why(format, file));
        };
    }

    /**
     * Writes the disk's content to a new file in another format; holes stay holes.
     *
     * @param target      in an existing folder; where this ends in anything but {@link Conversion.Done} the caller deletes it
     * @param virtualSize of the source, as {@link #info} told it
     * @param progress    hears what part of one is done, rising, from another thread
     * @throws QemuImgFailed if it could not be tried, or the target's place is full
     */
    public Conversion convert(
            Path source,
            DiskFormat from,
            Path target,
            DiskFormat to,
            long virtualSize,
            DoubleConsumer progress)
            throws IOException, InterruptedException {
        Path file = readable(source);
        Path made = target.toAbsolutePath();
        // out of order, eight requests at a time, through the page cache: measured in
        // docs/performance.md
        List<String> arguments =
                arguments(
                        List.of("convert", "-p", "-W", "-m", "8", "-O", name(to)),
                        opened(file, from),
                        made.toString());
        Ended ended =
                run(
                        ChildLimits.ofConvert(settings, Files.size(file), virtualSize),
                        arguments,
                        new ProgressOutput(progress));
        ended.refuseOutsideFaults(file);
        if (ended.exitCode() == 0) {
            return new Conversion.Done();
        }
        if (ended.isOfFullDisk()) {
            throw new QemuImgFailed("no space is left where the converted disk belongs");
        }
        if (ended.isAboutAccessTo(made)) {
            throw new QemuImgFailed("qemu-img may not write where the converted disk belongs");
        }
        return new Conversion.Refused(ended.why(from, file, made));
    }

    private Ended run(ChildLimits limits, List<String> arguments)
            throws IOException, InterruptedException {
        var stdout = new BoundedOutput(KEPT_OUTPUT);
        Ended ended = run(limits, arguments, stdout);
        return new Ended(ended.subcommand(), ended.exitCode(), stdout.text(), ended.stderr());
    }

    private Ended run(ChildLimits limits, List<String> arguments, OutputStream stdout)
            throws IOException, InterruptedException {
        String subcommand = arguments.getFirst();
        List<String> command = new ArrayList<>();
        command.add(settings.executable());
        command.addAll(arguments);
        var stderr = new BoundedOutput(KEPT_ERRORS);
        try {
            int exitCode =
                    ChildProcess.run(jail.around(limits, command), limits.wall(), stdout, stderr);
            return new Ended(subcommand, exitCode, "", stderr.text());
        } catch (TimeoutException hung) {
            throw new QemuImgFailed(
                    "qemu-img %s did not end within %d s"
                            .formatted(subcommand, limits.wall().toSeconds()),
                    hung);
        } catch (IOException unstartable) {
            throw new QemuImgFailed("qemu-img could not be started", unstartable);
        }
    }

    private boolean isFound() {
        if (settings.executable().contains("/")) {
            return Files.isExecutable(Path.of(settings.executable()));
        }
        return Stream.of(ChildProcess.path().split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, settings.executable()))
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    /** Asked by ourselves, so that what qemu-img says of an unreadable file need not be told from what it says of an image. */
    private static Path readable(Path image) throws QemuImgFailed {
        Path file = image.toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new QemuImgFailed("the stored disk cannot be read");
        }
        return file;
    }

    /** How a disk is named together with its format. */
    private static List<String> opened(Path file, DiskFormat format) {
        if (format == DiskFormat.VHD) {
            // else qemu takes the size of many a VHD from its geometry, which may cut off its end
            return List.of(
                    "--image-opts",
                    "driver=vpc,force_size_calc=current_size,file.driver=file,file.filename="
                            + file.toString().replace(",", ",,"));
        }
        return List.of("-f", name(format), file.toString());
    }

    private static List<String> arguments(
            List<String> subcommand, List<String> source, String... target) {
        return Stream.of(subcommand, source, List.of(target)).flatMap(List::stream).toList();
    }

    private static String name(DiskFormat format) {
        return switch (format) {
            case RAW -> "raw";
            case QCOW2 -> "qcow2";
            case VMDK -> "vmdk";
            case VDI -> "vdi";
            case VHD -> "vpc";
            case VHDX -> "vhdx";
            case ISO, AMI, AKI, ARI, PLOOP ->
                    throw new IllegalArgumentException("qemu-img is not asked about " + format);
        };
    }
}
