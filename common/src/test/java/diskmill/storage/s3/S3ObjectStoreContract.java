package diskmill.storage.s3;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectStoreContract;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the store does, whoever made the server. */
abstract class S3ObjectStoreContract extends ObjectStoreContract {

    private S3ObjectStore store;

    /** Of the server. */
    abstract URI endpoint();

    @BeforeEach
    void open() {
        store = S3Servers.store(endpoint());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected void awaitFirstPart(ObjectKey unfinished) {
        S3Servers.awaitFirstPart(store, unfinished);
    }
}
