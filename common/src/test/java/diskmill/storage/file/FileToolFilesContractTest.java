package diskmill.storage.file;

import diskmill.storage.ObjectStore;
import diskmill.storage.ToolFiles;
import diskmill.storage.ToolFilesContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileToolFilesContractTest extends ToolFilesContract {

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

    @Override
    protected ToolFiles toolFiles() {
        return store;
    }
}
