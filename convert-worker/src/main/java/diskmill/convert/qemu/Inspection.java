package diskmill.convert.qemu;

/** What {@code qemu-img info} says of a disk. */
public sealed interface Inspection {

    /**
     * @param virtualSize bytes that a guest would see
     * @param encrypted   whether its content cannot be read without a secret
     */
    record Described(long virtualSize, boolean encrypted) implements Inspection {}

    /**
     * It names something outside itself.
     *
     * @param detail a sentence for the owner, without the sentence's end mark
     */
    record Unsafe(String detail) implements Inspection {}

    /**
     * qemu-img cannot open it as what it is said to be, or not within the limits.
     *
     * @param detail a sentence for the owner, without the sentence's end mark
     */
    record Unreadable(String detail) implements Inspection {}
}
