package diskmill.api.imports;

/** How a delete ended. */
public sealed interface Deletion {

    /** The image is gone, its attempt cancelled, and its bytes are garbage. */
    record Deleted() implements Deletion {}

    /** There is no such image, or it was deleted before. */
    record NotFound() implements Deletion {}

    /** It is not as the caller wanted it to be. */
    record Changed() implements Deletion {}

    /** Its owner has protected it. */
    record Protected() implements Deletion {}
}
