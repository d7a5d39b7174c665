package diskmill.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * What a client still sends after it was refused. Many clients read no answer before they have sent all, and would see
 * a broken connection instead of the reason; so, with the answer on its way, their bytes are read on and thrown away, for a while.
 */
public final class UnreadBody {

    private static final String BEGUN = UnreadBody.class.getName();

    /** nginx waits as long ({@code lingering_time}). */
    private static final Duration LINGER = Duration.ofSeconds(30);

    private UnreadBody() {}

    /** To be called before a large body is read, so that a client that asked whether to send it counts as sending. */
    public static void markBegun(HttpServletRequest request) {
        request.setAttribute(BEGUN, true);
    }

    /** Whether bytes may still come. A client that said {@code Expect: 100-continue} sends none before it is told to. */
    static boolean mayCome(HttpServletRequest request) {
        boolean announced =
                request.getContentLengthLong() > 0
                        || request.getHeader("Transfer-Encoding") != null;
        boolean asked = request.getHeader("Expect") != null;
        return announced && (!asked || request.getAttribute(BEGUN) != null);
    }

    static void discard(HttpServletRequest request) {
        long end = System.nanoTime() + LINGER.toNanos();
        byte[] buffer = new byte[64 << 10];
        try {
            InputStream body = request.getInputStream();
            while (System.nanoTime() < end && body.read(buffer) >= 0) {
                // thrown away
            }
        } catch (IOException | IllegalStateException gone) {
            // the client has read the answer and left, which is what this waits for
        }
    }
}
