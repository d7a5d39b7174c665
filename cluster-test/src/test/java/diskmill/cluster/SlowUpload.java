package diskmill.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A PUT that sends only what it is told to; its connection is cut when it is closed. */
final class SlowUpload implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;

    private SlowUpload(Socket socket, OutputStream out) {
        this.socket = socket;
        this.out = out;
    }

    static SlowUpload begin(URI address, String token, String image, long length)
            throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral(address.getHost()), address.getPort());
        OutputStream out = socket.getOutputStream();
        String head =
                """
                PUT /v2/images/%s/file HTTP/1.1\r
                Host: %s\r
                X-Auth-Token: %s\r
                Content-Type: application/octet-stream\r
                Content-Length: %d\r
                \r
                """
                        .formatted(image, address.getAuthority(), token, length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new SlowUpload(socket, out);
    }

    /** Zeroes. */
    void send(int bytes) throws IOException {
        out.write(new byte[bytes]);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
