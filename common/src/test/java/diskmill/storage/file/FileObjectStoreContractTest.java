package diskmill.storage.file;

import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreContractTest extends ObjectStoreContract {

    private FileObjectStore store;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        store = FileObjectStore.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    /** What a dead process left unfinished is swept at the next start. */
    @Override
    protected boolean keepsLeftovers() {
        return false;
    }
}
