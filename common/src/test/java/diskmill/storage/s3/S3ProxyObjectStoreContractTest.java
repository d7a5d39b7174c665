package diskmill.storage.s3;

import java.net.URI;

class S3ProxyObjectStoreContractTest extends S3ObjectStoreContract {

    @Override
    URI endpoint() {
        return S3ProxyServer.endpoint();
    }
}
