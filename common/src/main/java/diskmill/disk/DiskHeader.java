package diskmill.disk;

import java.util.List;

/** A format whose first 512 bytes show it, by the same bytes by which {@code qemu-img} guesses it. */
interface DiskHeader {

    List<DiskHeader> ALL =
            List.of(
                    new Qcow2.Reader(),
                    new Vmdk.Reader(),
                    new Vdi.Reader(),
                    new Vhd.Reader(),
                    new Vhdx.Reader());

    /** As the Image API calls it. */
    String name();

    boolean isShownBy(ByteWindow head);

    /** Only called for what this format {@linkplain #isShownBy shows}. */
    Header read(ByteWindow head, boolean ended, long maxVirtualBytes);
}
