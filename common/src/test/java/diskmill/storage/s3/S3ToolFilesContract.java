package diskmill.storage.s3;

import diskmill.storage.ObjectStore;
import diskmill.storage.ToolFiles;
import diskmill.storage.ToolFilesContract;
import diskmill.storage.local.Scratch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What scratch copies of objects in a bucket are, whoever made the server. */
abstract class S3ToolFilesContract extends ToolFilesContract {

    private S3ObjectStore store;
    private Scratch scratch;

    /** Of the server. */
    abstract URI endpoint();

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        store = S3Servers.store(endpoint());
        scratch = Scratch.open(store, folder, 1);
    }

    @AfterEach
    void close() throws IOException {
        scratch.close();
        store.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected ToolFiles toolFiles() {
        return scratch;
    }
}
