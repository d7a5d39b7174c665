package diskmill.disk;

import java.io.IOException;
import java.util.Optional;

/** Walks a VMDK's grain directory and grain tables: each grain must lie inside the file. */
final class VmdkTables {

    private static final int CHUNK = 64 * 1024;

    /** Instead of a grain's sector: it reads as zeroes. */
    private static final long ZEROED = 1;

    /** Before each compressed grain: its first sector (8 bytes), then its length in bytes (4). */
    private static final int MARKER = 12;

    private final Vmdk vmdk;
    private final DiskReader disk;
    private final Places tables = new Places();
    private long last;

    VmdkTables(Vmdk vmdk, DiskReader disk) {
        this.vmdk = vmdk;
        this.disk = disk;
    }

    Optional<Finding.Unfit> check() throws IOException {
        long tableBytes = vmdk.entriesPerTable() * 4L;
        long directory = vmdk.directory() * Vmdk.SECTOR;
        long length = vmdk.tables() * 4;
        for (long from = 0; from < length; from += CHUNK) {
            ByteWindow chunk = disk.read(directory + from, (int) Math.min(CHUNK, length - from));
            for (int at = 0; at < chunk.length(); at += 4) {
                long table = chunk.u32le(at) * Vmdk.SECTOR;
                if (table == 0) {
                    continue;
                }
                if (!ByteWindow.isInside(table, tableBytes, disk.size())) {
                    return cutOff("grain table %d".formatted((from + at) / 4));
                }
                tables.add(table);
                if (tables.count() > disk.size() / tableBytes) {
                    return Candidate.found("it speaks of more grain tables than it has room for");
                }
            }
        }
        return tables.sortedHasTwins()
                ? Candidate.found("two parts of the disk share one grain table")
                : checkTables((int) tableBytes);
    }

    private Optional<Finding.Unfit> checkTables(int tableBytes) throws IOException {
        for (int table = 0; table < tables.count(); table++) {
            ByteWindow entries = disk.read(tables.at(table), tableBytes);
            for (int at = 0; at < tableBytes; at += 4) {
                long sector = entries.u32le(at);
                if (sector <= ZEROED) {
                    continue;
                }
                long needed = vmdk.compressed() ? MARKER : 1;
                if (!ByteWindow.isInside(sector * Vmdk.SECTOR, needed, disk.size())) {
                    return cutOff("a grain");
                }
                last = Math.max(last, sector * Vmdk.SECTOR);
            }
        }
        return last == 0 ? Optional.empty() : checkLastGrain();
    }

    /** The others end before it, unless they overlap, and then {@code qemu-img} fails on them. */
    private Optional<Finding.Unfit> checkLastGrain() throws IOException {
        long needed;
        if (vmdk.compressed()) {
            needed = MARKER + disk.read(last, MARKER).u32le(8);
        } else {
            long grain = vmdk.grainSectors() * Vmdk.SECTOR;
            needed = Math.min(grain, vmdk.virtualSize());
        }
        return ByteWindow.isInside(last, needed, disk.size())
                ? Optional.empty()
                : cutOff("its last grain");
    }

    private Optional<Finding.Unfit> cutOff(String what) {
        return Candidate.found(
                "the disk is cut off: %s lies beyond its %d bytes".formatted(what, disk.size()));
    }
}
