package diskmill.api.v2.volumes;

import diskmill.api.catalog.Image;
import diskmill.api.catalog.ImageStatus;
import diskmill.api.web.Refusal;
import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An image that a volume can be made of: a disk for QEMU that we have looked into. */
record VolumeSource(Image image) {

    private static final long GIB = 1L << 30;

    /** Nova's words for servers on QEMU, the second one with the machine's help; without a word they are meant, too. */
    private static final Set<String> QEMU = Set.of("qemu", "kvm");

    /** @throws Refusal 409 with the reason for which there is no volume of this one */
    VolumeSource {
        if (image.status() != ImageStatus.ACTIVE) {
            throw Refusal.conflict(
                    "The image is %s; a volume can be made of one that is active."
                            .formatted(image.status()));
        }
        String hypervisor = image.properties().getOrDefault("hypervisor_type", "qemu");
        if (!QEMU.contains(hypervisor.toLowerCase(Locale.ROOT))) {
            throw Refusal.conflict(
                    "The image's hypervisor_type is %s; a volume can be made only of one for qemu."
                            .formatted(shown(hypervisor)));
        }
        if (image.diskFormat() != DiskFormat.QCOW2 && image.diskFormat() != DiskFormat.RAW) {
            throw Refusal.conflict(
                    "The image's disk_format is %s; a volume can be made only of qcow2 or raw, which an import with diskmill_convert_to makes of most others."
                            .formatted(image.diskFormat()));
        }
        if (image.containerFormat() != ContainerFormat.BARE) {
            throw Refusal.conflict(
                    "The image's container_format is %s; a volume can be made only of a disk that is bare."
                            .formatted(image.containerFormat()));
        }
    }

    private static String shown(String value) {
        return value.length() > 40 ? "another one" : value;
    }

    /**
     * @param wanted GiB; null for as few as possible
     * @return GiB
     * @throws Refusal 400 with the least if that is more than is wanted
     */
    long size(@Nullable Integer wanted) {
        long least = least();
        if (wanted != null && wanted < least) {
            throw Refusal.badRequest(
                    "'size' must be at least %d GiB, for the image's disk and its min_disk."
                            .formatted(least));
        }
        return wanted == null ? least : wanted;
    }

    /** Of stored bytes as well, though they are unpacked: Cinder refuses what they are too many for. */
    private long least() {
        long bytes = Math.max(orZero(image.virtualSize()), orZero(image.size()));
        return Math.max(Math.max(1, image.minDisk()), Math.ceilDiv(bytes, GIB));
    }

    private static long orZero(@Nullable Long bytes) {
        return bytes == null ? 0 : bytes;
    }
}
