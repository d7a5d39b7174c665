package diskmill.storage.s3;

import diskmill.testkit.MinioServer;
import java.net.URI;

class MinioObjectStoreContractTest extends S3ObjectStoreContract {

    @Override
    URI endpoint() {
        return MinioServer.shared().endpoint();
    }
}
