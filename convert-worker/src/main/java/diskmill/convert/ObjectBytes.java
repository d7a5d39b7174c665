package diskmill.convert;

import diskmill.disk.DiskBytes;
import diskmill.storage.ObjectStore;
import diskmill.storage.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A disk in the object store, of which only few parts are read: each read is a request. */
record ObjectBytes(ObjectStore store, StoredObject object) implements DiskBytes {

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        try (InputStream range = store.open(object.key(), position, length)) {
            if (range.readNBytes(target, offset, length) < length) {
                throw new EOFException("the disk ends before byte " + (position + length));
            }
        }
    }
}
