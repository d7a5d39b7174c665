package diskmill.api.v2.export;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that is written row by row, and kept in memory nowhere. {@link #close} writes what belongs at its end. */
interface Table extends AutoCloseable {

    /** @param cells texts, numbers and truths; null for an empty one */
    void row(List<@Nullable Object> cells) throws IOException;

    /** Not called where a row could not be had: so the table is seen to be broken. */
    @Override
    void close() throws IOException;
}
