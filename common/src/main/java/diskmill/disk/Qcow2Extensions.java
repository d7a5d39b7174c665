package diskmill.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What follows a qcow2's header in its first cluster: type, length and content, one after another.
 *
 * @param refusal where one of them is reason enough
 * @param luks    where the LUKS header is
 * @param pieces  whatever else the extensions say is in use, that header included
 */
record Qcow2Extensions(
        Optional<Header> refusal, Optional<Qcow2.Piece> luks, List<Qcow2.Piece> pieces) {

    static final Qcow2Extensions NONE =
            new Qcow2Extensions(Optional.empty(), Optional.empty(), List.of());

    private static final int END = 0;
    private static final int DATA_FILE_NAME = 0x44415441;
    private static final int ENCRYPTION = 0x0537be77;
    private static final int BITMAPS = 0x23852875;

    private static final int AES = 1;
    private static final int LUKS = 2;

    /**
     * @param begin behind the header
     * @param end   none is longer than up to here
     */
    static Qcow2Extensions read(ByteWindow head, long begin, int end) {
        List<Qcow2.Piece> pieces = new ArrayList<>();
        Optional<Qcow2.Piece> luks = Optional.empty();
        long at = begin;
        while (at + 8 <= end) {
            int type = (int) head.u32be((int) at);
            long length = head.u32be((int) at + 4);
            if (type == END) {
                break;
            }
            if (length > end - at - 8) {
                return refused(
                        Header.damaged(
                                "an extension of its header is longer than the header's place"));
            }
            if (type == DATA_FILE_NAME) {
                return refused(dataFile());
            }
            int data = (int) at + 8;
            if (type == ENCRYPTION) {
                luks = Optional.of(new Qcow2.Piece(head.u64be(data), head.u64be(data + 8)));
                pieces.add(luks.get());
            } else if (type == BITMAPS) {
                pieces.add(new Qcow2.Piece(head.u64be(data + 16), head.u64be(data + 8)));
            }
            at += 8 + (length + 7) / 8 * 8;
        }
        return new Qcow2Extensions(Optional.empty(), luks, List.copyOf(pieces));
    }

    /**
     * @param method  as the header has it
     * @param isPlace whether something may stand there
     */
    Optional<Header> refuseEncryption(long method, LongPredicate isPlace) {
        if (method == 0) {
            return Optional.empty();
        }
        if (method == AES) {
            return Optional.of(
                    Header.unsupported(
                            "this qcow2 is encrypted by its old AES method, which is broken; encrypt it by LUKS: qemu-img convert with encrypt.format=luks"));
        }
        if (method != LUKS) {
            return Optional.of(
                    Header.unsupported(
                            "this qcow2 is encrypted in a way that is not known (%d)"
                                    .formatted(method)));
        }
        return luks.filter(piece -> isPlace.test(piece.offset()) && piece.length() > 0).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Header.damaged("this qcow2 is encrypted by LUKS, but has no LUKS header"));
    }

    static Header dataFile() {
        return Header.unsafe(
                "this qcow2 keeps its data in another file; make it whole first: qemu-img convert -O qcow2");
    }

    private static Qcow2Extensions refused(Header refusal) {
        return new Qcow2Extensions(Optional.of(refusal), Optional.empty(), List.of());
    }
}
