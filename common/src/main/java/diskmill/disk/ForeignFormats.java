package diskmill.disk;

import diskmill.image.RejectionReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Formats that {@code qemu-img} opens when it is left to guess, and that are never stored, whatever they are claimed to be:
 * some name other files, which a careless host would then read.
 */
final class ForeignFormats {

    private record Magic(String bytes, String name) {}

    private static final String PARALLELS = "Parallels (HDS, ploop)";

    private static final List<Magic> MAGICS =
            List.of(
                    new Magic("QED\0", "QED"),
                    new Magic("QFI\u00fb\0\0\0\u0001", "qcow of version 1"),
                    new Magic("WithoutFreeSpace", PARALLELS),
                    new Magic("WithouFreSpacExt", PARALLELS),
                    new Magic("Bochs Virtual HD Image", "Bochs"),
                    new Magic("#!/bin/sh\n#V2.0 Format\nmodprobe cloop", "cloop"),
                    new Magic("COWD", "VMDK of ESX servers (COWD)"));

    /** So many bytes {@code qemu-img} looks at. */
    private static final int GUESSED_FROM = 512;

    private static final List<String> DESCRIPTOR_KEYS =
            List.of("version=", "version =", "cid=", "parentcid=", "createtype=", "encoding=");

    private static final int DMG_TRAILER = 512;
    private static final int DMG_VERSION = 4;

    private ForeignFormats() {}

    static Optional<Finding.Unfit> find(ByteWindow head) {
        if (isVmdkDescriptor(head)) {
            return Optional.of(
                    new Finding.Unfit(
                            RejectionReason.UNSAFE,
                            "this is only the descriptor of a VMDK, a text that names the files which hold the disk; send the disk itself, for example as qemu-img convert -O qcow2 makes it"));
        }
        return MAGICS.stream()
                .filter(magic -> head.has(0, magic.bytes()))
                .findFirst()
                .map(magic -> unfit(magic.name()));
    }

    /** Apple's disk images show themselves by their last 512 bytes. */
    static Optional<Finding.Unfit> findAtEnd(ByteWindow tail) {
        int trailer = tail.length() - DMG_TRAILER;
        boolean isDmg =
                tail.has(trailer, "koly")
                        && tail.u32be(trailer + 4) == DMG_VERSION
                        && tail.u32be(trailer + 8) == DMG_TRAILER;
        return isDmg ? Optional.of(unfit("DMG (an Apple disk image)")) : Optional.empty();
    }

    private static Finding.Unfit unfit(String name) {
        return new Finding.Unfit(
                RejectionReason.UNSUPPORTED,
                "the content is %s, a format that is never stored; convert it first, for example with qemu-img convert -O qcow2"
                        .formatted(name));
    }

    /** What {@code qemu-img} takes for one (comments and blank lines, then a version), and a little more than that. */
    private static boolean isVmdkDescriptor(ByteWindow head) {
        String text = head.latin1(0, GUESSED_FROM).toLowerCase(Locale.ROOT);
        if (text.startsWith("# disk descriptorfile")) {
            return true;
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                String rest = text.substring(at, Math.min(text.length(), at + 16));
                return DESCRIPTOR_KEYS.stream().anyMatch(rest::startsWith);
            }
        }
        return false;
    }
}
