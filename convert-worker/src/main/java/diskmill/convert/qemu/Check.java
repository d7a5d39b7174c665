package diskmill.convert.qemu;

/** What {@code qemu-img check} says of a disk. */
public sealed interface Check {

    /** Nothing is wrong, or nothing worse than clusters that nobody uses. */
    record Sound() implements Check {}

    /** qemu-img has no check for this format. */
    record NoneForFormat() implements Check {}

    /** @param detail a sentence for the owner, without the sentence's end mark */
    record Damaged(String detail) implements Check {}
}
