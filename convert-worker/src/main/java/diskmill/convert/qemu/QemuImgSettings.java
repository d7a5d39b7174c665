package diskmill.convert.qemu;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How qemu-img is run.
 *
 * @param executable         a name that is found on the PATH, or an absolute path; default {@code qemu-img}
 * @param inspectTimeout     what an info or a check may take at least, however small the disk; default 30 s
 * @param convertMinimumTime what a conversion may take at least, however small the disk; default 10 min
 * @param slowestRate        bytes a second below which a check or a conversion counts as stuck; default 20 MB. A disk of
 *                           1 TB may so take 14 hours
 * @param memory             address space of a run on a small disk, which grows with the disk; default 2 GB (Ironic's value:
 *                           1 GB was too little for good disks)
 */
@ConfigurationProperties("diskmill.qemu-img")
public record QemuImgSettings(
        @DefaultValue("qemu-img") String executable,
        @DefaultValue("30s") Duration inspectTimeout,
        @DefaultValue("10m") Duration convertMinimumTime,
        @DefaultValue("20MB") DataSize slowestRate,
        @DefaultValue("2GB") DataSize memory) {

    private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(256);

    public QemuImgSettings {
        if (executable.isBlank()) {
            throw new IllegalArgumentException(
                    "diskmill.qemu-img.executable is empty: name the qemu-img program");
        }
        if (inspectTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "diskmill.qemu-img.inspect-timeout must be at least one second");
        }
        if (convertMinimumTime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "diskmill.qemu-img.convert-minimum-time must be at least one second");
        }
        if (slowestRate.toBytes() <= 0) {
            throw new IllegalArgumentException(
                    "diskmill.qemu-img.slowest-rate must be more than nothing");
        }
        if (memory.compareTo(LEAST_MEMORY) < 0) {
            throw new IllegalArgumentException(
                    "diskmill.qemu-img.memory must be at least 256MB, since qemu-img does not start below");
        }
    }
}
