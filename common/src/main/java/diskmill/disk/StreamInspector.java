package diskmill.disk;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an image's bytes as they pass, and says what they are: most of it once the header has passed, all of it at the
 * end. Keeps at most 1 MiB of them, and once the header has passed only copies the last {@value Tail#LENGTH}. For one
 * image, used by one thread.
 */
public final class StreamInspector {

    static final Finding EMPTY =
            new Finding.Unfit(
                    RejectionReason.EMPTY,
                    "there is nothing in it: 0 bytes came, send the disk's bytes");

    /** A fixed VHD's footer: what an image that seems raw may turn out not to show to a guest. */
    private static final int VHD_FOOTER = 512;

    private final long maxVirtualBytes;
    private final Tail tail = new Tail();
    private long size;

    /** The piece that is being collected: {@code held} of its {@code piece.length} bytes, from {@code pieceFrom} on. */
    private byte[] piece = new byte[512];

    private long pieceFrom;
    private int held;
    private Header.@Nullable Later later;

    private @Nullable Candidate candidate;
    private Optional<Finding> early = Optional.empty();

    /**
     * @param maxVirtualBytes more than this is {@link RejectionReason#TOO_LARGE}
     */
    public StreamInspector(long maxVirtualBytes) {
        this.maxVirtualBytes = maxVirtualBytes;
    }

    /** Takes the next bytes. */
    public void update(byte[] bytes, int offset, int length) {
        if (isLooking()) {
            collect(bytes, offset, length);
        }
        tail.update(bytes, offset, length);
        size += length;
        if (early.isEmpty() && size - VHD_FOOTER > maxVirtualBytes && isRawSoFar()) {
            early = Optional.of(Candidate.tooLarge(size, maxVirtualBytes));
        }
    }

    /**
     * What can be said so far: an {@link Finding.Unfit} as soon as the bytes so far show one, a {@link Finding.Disk} once the
     * format is certain, whatever follows (the end may still show that it is damaged); empty until then, which for a raw disk
     * is until the end. Cheap: call it after each update.
     */
    public Optional<Finding> early() {
        return early;
    }

    /**
     * What can be said so far against the owner's claim: {@link #early()} as {@link FormatClaim#settle} puts it, and a mismatch
     * as soon as the bytes so far cannot be the claimed format any more. Cheap: call it after each update.
     */
    public Optional<Finding> early(ContainerFormat container, @Nullable DiskFormat claimed) {
        if (early.isPresent()) {
            return Optional.of(FormatClaim.settle(container, claimed, early.get()));
        }
        if (container == ContainerFormat.BARE
                && claimed != null
                && FormatClaim.isShownByHeader(claimed)
                && isRawSoFar()) {
            return Optional.of(
                    FormatClaim.settle(container, claimed, new Finding.Disk(DiskFormat.RAW, size)));
        }
        return Optional.empty();
    }

    /** What the whole was. No update follows. */
    public Finding finish() {
        if (size == 0) {
            return EMPTY;
        }
        while (isLooking()) {
            look(true);
        }
        if (early.isPresent() && early.get() instanceof Finding.Unfit unfit) {
            return unfit;
        }
        Candidate known = candidate;
        if (known == null) {
            throw new IllegalStateException("a look at all bytes ended without a finding");
        }
        return known.atEnd(size, tail.window());
    }

    private boolean isLooking() {
        return candidate == null && early.isEmpty();
    }

    private boolean isRawSoFar() {
        return candidate != null && candidate.format() == DiskFormat.RAW;
    }

    private void collect(byte[] bytes, int offset, int length) {
        while (isLooking()) {
            long skipped = pieceFrom + held - size;
            if (skipped >= length) {
                return;
            }
            int count = (int) Math.min(piece.length - held, length - skipped);
            System.arraycopy(bytes, offset + (int) skipped, piece, held, count);
            held += count;
            if (held == piece.length) {
                look(false);
            }
        }
    }

    private void look(boolean ended) {
        ByteWindow window = new ByteWindow(piece, 0, held);
        Header header =
                later == null
                        ? Recognition.of(window, ended, maxVirtualBytes)
                        : later.then().apply(window);
        switch (header) {
            case Header.More more -> piece = Arrays.copyOf(piece, more.bytes());
            case Header.Later next -> {
                later = next;
                pieceFrom = next.position();
                piece = new byte[next.length()];
                held = 0;
            }
            case Header.Refused refused -> decide(null, refused.unfit());
            case Header.Present present ->
                    decide(
                            present.candidate(),
                            isRaw(present.candidate()) ? null : present.candidate().disk());
        }
    }

    private void decide(@Nullable Candidate found, @Nullable Finding said) {
        candidate = found;
        early = Optional.ofNullable(said);
        piece = new byte[0];
        later = null;
    }

    private static boolean isRaw(Candidate candidate) {
        return candidate.format() == DiskFormat.RAW;
    }
}
