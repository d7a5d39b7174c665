package diskmill.convert;

import diskmill.image.RejectionReason;

/** What a {@link DiskCheck} comes to. */
sealed interface Verdict {

    /**
     * @param virtualSize bytes that a guest would see
     * @param encrypted   whether its content cannot be read without a secret
     */
    record Sound(long virtualSize, boolean encrypted) implements Verdict {}

    /** @param detail a sentence for the owner, without the sentence's end mark */
    record Unfit(RejectionReason reason, String detail) implements Verdict {}
}
