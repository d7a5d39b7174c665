package diskmill.intake;

import java.io.IOException;

/** Bytes for one pass. Unlike a stream, it can say that the thread was interrupted. */
interface ByteSource {

    /**
     * At least one byte, unless {@code length} is zero.
     *
     * @return how many; -1 after the last
     * @throws Refusal if the image is at fault
     */
    int read(byte[] target, int offset, int length) throws IOException, InterruptedException;

    /** Fills the array as far as there are bytes. */
    default int fill(byte[] target) throws IOException, InterruptedException {
        int filled = 0;
        while (filled < target.length) {
            int read = read(target, filled, target.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }
}
