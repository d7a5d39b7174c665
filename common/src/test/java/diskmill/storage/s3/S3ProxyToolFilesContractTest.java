package diskmill.storage.s3;

import java.net.URI;

class S3ProxyToolFilesContractTest extends S3ToolFilesContract {

    @Override
    URI endpoint() {
        return S3ProxyServer.endpoint();
    }
}
