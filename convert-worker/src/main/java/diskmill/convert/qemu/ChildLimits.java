package diskmill.convert.qemu;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * What one run of qemu-img may take. All grows with the disk, since fixed limits kill good images (CDI's issue 892).
 *
 * @param wall         after this it is killed, and it counts as hung
 * @param cpu          after this it is killed, and it counts as the image's fault; well below {@code wall}, so that a disk
 *                     that makes qemu-img compute for ever is told from a slow device
 * @param addressSpace in bytes
 * @param fileSize     in bytes, of each file that it writes
 */
record ChildLimits(Duration wall, Duration cpu, long addressSpace, long fileSize) {

    private static final long GIB = 1L << 30;

    /** The smallest clusters of a qcow2 are 512 bytes, and a check keeps two to four bytes for each in memory. */
    private static final long BYTES_FOR_A_BYTE_OF_MEMORY = 128;

    /** Of {@code true}, to see whether limits can be set at all. */
    static ChildLimits ofTrial() {
        return new ChildLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), GIB, 0);
    }

    static ChildLimits ofInfo(QemuImgSettings settings, long size) {
        // tables only, which are a small part of the disk
        Duration wall = settings.inspectTimeout().plusSeconds(size / GIB);
        return new ChildLimits(wall, mostOf(wall), memory(settings, size), 0);
    }

    static ChildLimits ofCheck(QemuImgSettings settings, long size) {
        Duration wall = longer(settings.inspectTimeout(), at(settings.slowestRate(), size));
        return new ChildLimits(wall, mostOf(wall), memory(settings, size), 0);
    }

    static ChildLimits ofConvert(QemuImgSettings settings, long size, long virtualSize) {
        Duration wall =
                longer(
                        settings.convertMinimumTime(),
                        at(settings.slowestRate(), Math.max(size, virtualSize)));
        // a qcow2 that holds all of it has tables of 1/8192 (L2) and 1/32768 (refcounts) besides,
        // and less than 64 MiB else
        long fileSize = virtualSize + virtualSize / 1024 + (64L << 20);
        return new ChildLimits(wall, mostOf(wall), memory(settings, size), fileSize);
    }

    private static long memory(QemuImgSettings settings, long size) {
        return settings.memory().toBytes() + size / BYTES_FOR_A_BYTE_OF_MEMORY;
    }

    private static Duration at(DataSize bytesPerSecond, long bytes) {
        return Duration.ofSeconds(bytes / bytesPerSecond.toBytes());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration mostOf(Duration wall) {
        return wall.multipliedBy(4).dividedBy(5);
    }
}
