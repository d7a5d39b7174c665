package diskmill.disk;

import java.util.List;
import java.util.Optional;

/** Puts what the formats say of an image's first bytes together: exactly one of them, or none. */
final class Recognition {

    private static final int FIRST_LOOK = 512;

    private Recognition() {}

    /**
     * @param head  the first bytes
     * @param ended whether there are no more; {@link Header.More} is not answered then
     */
    static Header of(ByteWindow head, boolean ended, long maxVirtualBytes) {
        if (head.length() < FIRST_LOOK && !ended) {
            return new Header.More(FIRST_LOOK);
        }
        Optional<Finding.Unfit> foreign = ForeignFormats.find(head);
        if (foreign.isPresent()) {
            return new Header.Refused(foreign.get());
        }
        List<DiskHeader> shown =
                DiskHeader.ALL.stream().filter(format -> format.isShownBy(head)).toList();
        return switch (shown.size()) {
            case 0 -> plain(head, ended, maxVirtualBytes);
            case 1 -> single(shown.getFirst(), head, ended, maxVirtualBytes);
            default -> twoAtOnce(shown.get(0).name(), shown.get(1).name());
        };
    }

    private static Header single(
            DiskHeader format, ByteWindow head, boolean ended, long maxVirtualBytes) {
        if (PartitionTables.isShownBy(head)) {
            return twoAtOnce(format.name(), "a partition table");
        }
        Header header = format.read(head, ended, maxVirtualBytes);
        return switch (header) {
            case Header.More _, Header.Refused _ -> header;
            case Header.Later _, Header.Present _ -> {
                if (head.length() < Iso.SHOWN_WITHIN && !ended) {
                    yield new Header.More(Iso.SHOWN_WITHIN);
                }
                yield Iso.isShownBy(head) ? twoAtOnce(format.name(), "iso") : header;
            }
        };
    }

    private static Header plain(ByteWindow head, boolean ended, long maxVirtualBytes) {
        Optional<Finding.Unfit> other = NotADisk.find(head);
        if (other.isPresent()) {
            return new Header.Refused(other.get());
        }
        if (head.length() < Iso.SHOWN_WITHIN && !ended) {
            return new Header.More(Iso.SHOWN_WITHIN);
        }
        return Iso.isShownBy(head)
                ? Iso.read(head, maxVirtualBytes)
                : Raw.read(head, maxVirtualBytes);
    }

    private static Header twoAtOnce(String one, String other) {
        return Header.unsafe(
                "the content can be taken for %s and for %s at once, so nobody can say which a host would open; convert it to one of them"
                        .formatted(one, other));
    }
}
