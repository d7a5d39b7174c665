package diskmill.disk;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import java.io.IOException;

/**
 * Looks at a whole stored image by its own tables: whether all that they lead to is there. Reads the tables only, forward where it
 * can, each at most once; holds at most about 40 MiB, and with tables of usual size under 1 MiB.
 */
public final class DeepInspection {

    private DeepInspection() {}

    /**
     * What the bytes are, under the name {@code format}, or why they are not fit to be stored.
     *
     * @param format what the image goes by; for ami, aki, ari and ploop anything that is recognised as nothing else
     * @param maxVirtualBytes as of {@link StreamInspector}
     * @throws IOException that {@code bytes} throws, and only that: whatever the image holds is told by the finding
     */
    public static Finding inspect(DiskBytes bytes, DiskFormat format, long maxVirtualBytes)
            throws IOException {
        DiskReader disk = new DiskReader(bytes);
        if (disk.size() == 0) {
            return StreamInspector.EMPTY;
        }
        Header header = Recognition.of(disk.read(0, Header.MOST), true, maxVirtualBytes);
        while (header instanceof Header.Later later) {
            header = later.then().apply(disk.read(later.position(), later.length()));
        }
        return switch (header) {
            case Header.Refused refused -> refused.unfit();
            case Header.Present present -> inspect(present.candidate(), disk, format);
            case Header.More _, Header.Later _ ->
                    throw new IllegalStateException("asked for more than all of the header");
        };
    }

    private static Finding inspect(Candidate candidate, DiskReader disk, DiskFormat format)
            throws IOException {
        int tail = (int) Math.min(disk.size(), Tail.LENGTH);
        Finding found = candidate.atEnd(disk.size(), disk.read(disk.size() - tail, tail));
        Finding settled = FormatClaim.settle(ContainerFormat.BARE, format, found);
        return switch (settled) {
            case Finding.Unfit unfit -> unfit;
            case Finding.Disk whole ->
                    candidate.deep(disk).<Finding>map(unfit -> unfit).orElse(whole);
        };
    }
}
