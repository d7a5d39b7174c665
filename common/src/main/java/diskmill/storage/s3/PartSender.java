package diskmill.storage.s3;

import diskmill.storage.StoreUnavailable;
import diskmill.storage.s3.PartBuffers.PartBuffer;
import io.minio.Http;
import io.minio.messages.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends the parts of one upload, several at once, each on a thread of its own and each with its checksum, which the server
 * checks. A part is tried again after a break; what fails for good is told to whoever sends the next one.
 */
final class PartSender {

    private static final int TRIES = 5;

    /** After a cancel the connections are closed; longer than this nobody waits for threads to notice. */
    private static final long END_SECONDS = 5;

    private final S3Connection connection;
    private final String object;
    private final @Nullable String uploadId;
    private final int atOnce;
    private final Semaphore free;
    private final Map<Integer, Part> sent = new ConcurrentSkipListMap<>();
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /**
     * @param uploadId null to send one part that is the whole object
     * @param atOnce   parts on their way at once
     */
    PartSender(S3Connection connection, String object, @Nullable String uploadId, int atOnce) {
        this.connection = connection;
        this.object = object;
        this.uploadId = uploadId;
        this.atOnce = atOnce;
        this.free = new Semaphore(atOnce);
    }

    /**
     * Begins to send a part, and waits while too many are on their way. The buffer is closed when it was sent, or has failed;
     * if this throws, the caller still has it.
     */
    void send(int number, PartBuffer part) throws IOException, InterruptedException {
        free.acquire();
        IOException failed = failure.get();
        if (failed != null) {
            free.release();
            throw Failures.writing(failed);
        }
        Thread.ofVirtual().name("s3-part-" + number).start(() -> run(number, part));
    }

    private void run(int number, PartBuffer part) {
        try (part) {
            List<ByteBuffer> bytes = part.bytes();
            String checksum = Checksums.of(bytes);
            String etag = put(number, bytes, checksum);
            sent.put(number, new Part(number, etag, null, checksum, null, null, null));
        } catch (IOException failed) {
            failure.compareAndSet(null, failed);
        } catch (RuntimeException | Error failed) {
            failure.compareAndSet(null, new IOException("a part could not be sent", failed));
        } finally {
            free.release();
        }
    }

    private String put(int number, List<ByteBuffer> bytes, String checksum) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return putOnce(number, bytes, checksum);
            } catch (IOException failed) {
                if (tried == TRIES || !Refused.mayPass(failed) || isCancelledAfter(tried)) {
                    throw failed;
                }
            }
        }
    }

    private String putOnce(int number, List<ByteBuffer> bytes, String checksum) throws IOException {
        Call call =
                connection.put(
                        object,
                        new Http.Headers("x-amz-checksum-crc32c", checksum),
                        query(number),
                        new PartBody(bytes));
        calls.add(call);
        if (cancelled.getCount() == 0) {
            call.cancel();
        }
        try (Response answer = S3Connection.execute(call)) {
            String etag = answer.header("ETag");
            if (etag == null) {
                throw new IOException("the S3 server took a part and named no ETag");
            }
            return etag;
        } finally {
            calls.remove(call);
        }
    }

    private Http.QueryParameters query(int number) {
        return uploadId == null
                ? new Http.QueryParameters()
                : new Http.QueryParameters(
                        "partNumber", String.valueOf(number), "uploadId", uploadId);
    }

    private boolean isCancelledAfter(int tried) {
        try {
            return cancelled.await(Pauses.of(tried).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyDoes) {
            return true;
        }
    }

    /** Waits for all that are on their way, and returns them by number. */
    List<Part> await() throws StoreUnavailable, InterruptedException {
        free.acquire(atOnce);
        free.release(atOnce);
        IOException failed = failure.get();
        if (failed != null) {
            throw Failures.writing(failed);
        }
        return new ArrayList<>(sent.values());
    }

    /** Ends what is on its way, which frees its buffers soon; parts that the server has stay there. */
    void cancel() {
        failure.compareAndSet(null, new IOException("the upload was ended"));
        cancelled.countDown();
        calls.forEach(Call::cancel);
    }

    /** Like {@link #cancel}, and waits until nothing is on its way. */
    void cancelAndWait() {
        cancel();
        boolean interrupted = Thread.interrupted();
        try {
            if (free.tryAcquire(atOnce, END_SECONDS, TimeUnit.SECONDS)) {
                free.release(atOnce);
            }
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
