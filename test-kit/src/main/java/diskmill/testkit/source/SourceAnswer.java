package diskmill.testkit.source;

import diskmill.testkit.source.ServedPath.Framing;
import diskmill.testkit.source.ServedPath.Served;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answer of a {@link TestSource}, with whatever is to go wrong in it. */
final class SourceAnswer {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final Socket socket;
    private final OutputStream out;
    private final SourceRequest request;
    private final Served served;

    SourceAnswer(Socket socket, SourceRequest request, ServedPath path) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.request = request;
        this.served = path.forOneAnswer();
    }

    void send() throws IOException {
        switch (served.fault()) {
            case Fault.None _ -> sendBytes(Long.MAX_VALUE);
            case Fault.CutAfter(var limit) -> {
                sendBytes(limit);
                cut();
            }
            case Fault.StallAfter(var limit) -> {
                sendBytes(limit);
                untilTheClientHangsUp();
            }
            case Fault.Silence _ -> untilTheClientHangsUp();
            case Fault.EndlessHead _ -> sendHeadForEver();
            case Fault.HangUp _ -> cut();
            case Fault.Garbage(var bytes) -> {
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            case Fault.Answer(var status, var headers) -> sendPage(status, headers);
        }
    }

    private void sendPage(int status, Map<String, String> headers) throws IOException {
        byte[] page =
                "<!DOCTYPE html><html><body>%d</body></html>"
                        .formatted(status)
                        .getBytes(StandardCharsets.UTF_8);
        var all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "text/html");
        all.put("Content-Length", String.valueOf(page.length));
        sendHead(status, all);
        out.write(page);
        out.flush();
        request.sent(page.length);
    }

    private void sendBytes(long limit) throws IOException {
        long size = served.bytes().size();
        var headers = new LinkedHashMap<String, String>();
        if (served.etag() != null) {
            headers.put("ETag", served.etag());
        }
        headers.putAll(served.headers());
        long first = rangeStart();
        if (first < 0) {
            frame(headers, served.claimedLength() == null ? size : served.claimedLength());
            sendHead(200, headers);
            sendBody(0, limit);
            return;
        }
        first += served.rangeShift();
        if (first >= size) {
            headers.put("Content-Range", "bytes */" + size);
            headers.put("Content-Length", "0");
            sendHead(416, headers);
            return;
        }
        headers.put(
                "Content-Range",
                "bytes %d-%d/%d".formatted(first, size - 1, size + served.totalShift()));
        frame(headers, size - first);
        sendHead(206, headers);
        sendBody(first, limit);
    }

    /** -1 if the whole is to be sent. */
    private long rangeStart() {
        Matcher range = RANGE.matcher(request.header("Range").orElse(""));
        if (!served.ranges() || !range.matches()) {
            return -1;
        }
        boolean fits =
                served.ignoresIfRange()
                        || request.header("If-Range")
                                .map(tag -> tag.equals(served.etag()))
                                .orElse(true);
        return fits ? Long.parseLong(range.group(1)) : -1;
    }

    private void frame(Map<String, String> headers, long length) {
        switch (served.framing()) {
            case CONTENT_LENGTH -> headers.put("Content-Length", String.valueOf(length));
            case CHUNKED -> headers.put("Transfer-Encoding", "chunked");
            case CLOSE -> headers.put("Connection", "close");
        }
    }

    private void sendHead(int status, Map<String, String> headers) throws IOException {
        var head = new StringBuilder("HTTP/1.1 %d As Asked\r\n".formatted(status));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void sendBody(long from, long limit) throws IOException {
        boolean chunked = served.framing() == Framing.CHUNKED;
        long left = limit;
        try (InputStream in = served.bytes().from(from)) {
            byte[] buffer = new byte[portion()];
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    if (chunked) {
                        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                    }
                    break;
                }
                if (chunked) {
                    out.write("%x\r\n".formatted(count).getBytes(StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, count);
                if (chunked) {
                    out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
                }
                out.flush();
                left -= count;
                request.sent(count);
                pause(count);
            }
        }
        out.flush();
    }

    private int portion() {
        return Math.clamp(served.bytesPerSecond() / 20, 1, 64 * 1024);
    }

    private void pause(int count) {
        if (served.bytesPerSecond() != Long.MAX_VALUE) {
            LockSupport.parkNanos(count * 1_000_000_000L / served.bytesPerSecond());
        }
    }

    /** One letter each 10 ms, until the client hangs up. */
    private void sendHeadForEver() throws IOException {
        out.write("HTTP/1.1 200 As Asked\r\nX-Slow: ".getBytes(StandardCharsets.ISO_8859_1));
        while (true) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Ends the connection at once; a reset where the request left something unread. */
    private void cut() throws IOException {
        socket.close();
    }

    private void untilTheClientHangsUp() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
