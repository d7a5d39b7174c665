package diskmill.storage.s3;

import diskmill.storage.ObjectKey;
import diskmill.storage.ObjectStore;
import diskmill.storage.ObjectStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class S3ProxyObjectStoreContractTest extends ObjectStoreContract {

    private S3ObjectStore store;

    @BeforeEach
    void open() {
        store = S3Servers.store(S3ProxyServer.endpoint());
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
