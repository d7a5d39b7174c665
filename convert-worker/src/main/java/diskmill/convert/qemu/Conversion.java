package diskmill.convert.qemu;

/** What came of {@code qemu-img convert}. */
public sealed interface Conversion {

    /** The target is there, whole. It is not flushed to the device. */
    record Done() implements Conversion {}

    /**
     * The source is to blame. What was written is left to the caller.
     *
     * @param detail a sentence for the owner, without the sentence's end mark
     */
    record Refused(String detail) implements Conversion {}
}
