package diskmill.storage.s3;

import diskmill.testkit.MinioServer;
import java.net.URI;

class MinioToolFilesContractTest extends S3ToolFilesContract {

    @Override
    URI endpoint() {
        return MinioServer.shared().endpoint();
    }
}
