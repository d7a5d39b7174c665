package diskmill.intake;

/** Who is told how an intake goes on, and says whether it is still wanted. */
public interface IntakeWatch {

    /**
     * Called about once a buffer, by the thread that reads.
     *
     * @param sourceBytes received so far, as they come
     */
    void received(long sourceBytes);

    /** Asked after a break: whether what was written is to be deleted, and not left to a later run. */
    boolean unwanted();
}
