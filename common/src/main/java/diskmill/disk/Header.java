package diskmill.disk;

import diskmill.image.RejectionReason;
import java.util.function.Function;

/** What can be told from the bytes that have passed so far. */
sealed interface Header {

    /** Nothing before the first {@code bytes} of the image are there; at most {@link #MOST}. */
    record More(int bytes) implements Header {}

    /** Nothing before another piece of the image is there, which begins at or after the first {@code MOST} bytes asked for. */
    record Later(long position, int length, Function<ByteWindow, Header> then) implements Header {}

    record Refused(Finding.Unfit unfit) implements Header {}

    record Present(Candidate candidate) implements Header {}

    /** The most that is ever kept of one image: 1 MiB. */
    int MOST = 1 << 20;

    static Header refused(RejectionReason reason, String detail) {
        return new Refused(new Finding.Unfit(reason, detail));
    }

    static Header damaged(String detail) {
        return refused(RejectionReason.DAMAGED, detail);
    }

    static Header unsupported(String detail) {
        return refused(RejectionReason.UNSUPPORTED, detail);
    }

    static Header unsafe(String detail) {
        return refused(RejectionReason.UNSAFE, detail);
    }
}
