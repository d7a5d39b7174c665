package diskmill.api.catalog;

import diskmill.event.ImageEvent;
import java.util.Arrays;
import java.util.Locale;

/**
 * The statuses of an image, Glance's, and the two tables of their moves: what a fact does ({@link #on}), and what a request
 * may do ({@link #mayBecome}). Facts only ever move an image forward, so they may arrive twice, or in another order than
 * they happened. {@code docs/statuses.md} is drawn from here.
 */
public enum ImageStatus {
    /** Registered, with no bytes. */
    QUEUED,
    /** Bytes come in by {@code PUT …/file}, or are being looked at after it. */
    SAVING,
    /** Bytes come in by {@code PUT …/stage}, or lie staged. */
    UPLOADING,
    /** An import waits or is at work. */
    IMPORTING,
    /** Usable; its content never changes again. */
    ACTIVE,
    /** An admin has stopped its downloads. */
    DEACTIVATED,
    /** Kept for Glance's clients, which know it; we never set it. */
    KILLED,
    /** Kept for Glance's clients, which know it; we never set it. */
    PENDING_DELETE,
    /** Gone; the row stays, so that the id is never used again. */
    DELETED;

    /** What a fact about an image's attempt does to it. */
    public sealed interface Transition {

        /** The image gets another status. */
        record Move(ImageStatus next) implements Transition {}

        /** The status stays; the attempt learns something. */
        record Keep() implements Transition {}

        /** The image is already past this: the fact came twice, or was overtaken. Its object becomes garbage. */
        record Stale() implements Transition {}

        /** Two processes disagree. Never applied; counted, and logged for a person. */
        record Contradiction() implements Transition {}
    }

    private static final Transition KEEP = new Transition.Keep();
    private static final Transition STALE = new Transition.Stale();
    private static final Transition CONTRADICTION = new Transition.Contradiction();

    /** What a fact of the image's current attempt does. A fact of any other attempt is stale before it comes here. */
    public Transition on(ImageEvent fact) {
        return switch (fact) {
            case ImageEvent.Submitted _, ImageEvent.Progressed _ ->
                    switch (this) {
                        case SAVING, UPLOADING, IMPORTING -> KEEP;
                        case QUEUED, ACTIVE, DEACTIVATED, KILLED, PENDING_DELETE, DELETED -> STALE;
                    };
            case ImageEvent.Ingested _ ->
                    switch (this) {
                        case SAVING, IMPORTING -> KEEP;
                        case UPLOADING ->
                                CONTRADICTION; // staged bytes are announced only once they are
                        // imported
                        case QUEUED, ACTIVE, DEACTIVATED, KILLED, PENDING_DELETE, DELETED -> STALE;
                    };
            case ImageEvent.Converted _ ->
                    switch (this) {
                        case SAVING, IMPORTING -> new Transition.Move(ACTIVE);
                        case UPLOADING, QUEUED -> CONTRADICTION;
                        case ACTIVE, DEACTIVATED, KILLED, PENDING_DELETE, DELETED -> STALE;
                    };
            case ImageEvent.Rejected _ ->
                    switch (this) {
                        case SAVING, UPLOADING, IMPORTING -> new Transition.Move(QUEUED);
                        case ACTIVE, DEACTIVATED -> CONTRADICTION;
                        case QUEUED, KILLED, PENDING_DELETE, DELETED -> STALE;
                    };
            case ImageEvent.Cancelled _ ->
                    switch (this) {
                        case SAVING, UPLOADING, IMPORTING -> new Transition.Move(QUEUED);
                        case QUEUED, ACTIVE, DEACTIVATED, KILLED, PENDING_DELETE, DELETED -> STALE;
                    };
        };
    }

    /** Whether a request may move an image from here to {@code next} (Glance's {@code valid_state_targets}). */
    public boolean mayBecome(ImageStatus next) {
        return switch (this) {
            case QUEUED ->
                    next == SAVING
                            || next == UPLOADING
                            || next == IMPORTING
                            || next == ACTIVE
                            || next == DELETED;
            case SAVING -> next == ACTIVE || next == KILLED || next == DELETED || next == QUEUED;
            case UPLOADING -> next == IMPORTING || next == QUEUED || next == DELETED;
            case IMPORTING -> next == ACTIVE || next == DELETED || next == QUEUED;
            case ACTIVE -> next == PENDING_DELETE || next == DELETED || next == DEACTIVATED;
            case DEACTIVATED -> next == ACTIVE || next == DELETED;
            case KILLED -> next == DELETED;
            case PENDING_DELETE -> next == DELETED || next == ACTIVE;
            case DELETED -> false;
        };
    }

    /** @throws IllegalArgumentException if there is no such status */
    public static ImageStatus parse(String word) {
        return Arrays.stream(values())
                .filter(status -> status.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no image status: " + word));
    }

    /** The API's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
