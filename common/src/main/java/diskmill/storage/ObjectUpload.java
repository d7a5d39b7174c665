package diskmill.storage;

import java.io.Closeable;
import java.io.IOException;

/**
 * An object that is being written, by one thread. It ends in one of three ways: {@link #complete}, {@link #abort}, or a
 * plain {@link #close} after a break, which leaves what was written to a later run or to the sweep.
 */
public interface ObjectUpload extends Closeable {

    /** Takes {@code length} bytes, in any portions; the implementation forms its own parts. The array is free again on return. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Makes the object visible, whole. It survives a crash from here on. */
    StoredObject complete() throws IOException;

    /** Deletes what was written. Does nothing after {@link #complete}. */
    void abort() throws IOException;

    /** Frees what the upload holds; without {@link #complete} the object does not exist. */
    @Override
    void close() throws IOException;
}
