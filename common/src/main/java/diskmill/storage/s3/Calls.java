package diskmill.storage.s3;

import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what goes on in the background; what fails there is an {@link IOException} here, a {@link Refused} where the server
 * has answered.
 */
final class Calls {

    private static final int TRIES = 3;

    private Calls() {}

    /** Something that the client library does in the background. */
    interface Asked<T> {
        CompletableFuture<T> begin() throws MinioException;
    }

    /** Tries a few times, after an interrupt no more. */
    static <T> T patiently(Asked<T> asked) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return once(asked.begin());
            } catch (MinioException failure) {
                throw Refused.of(failure);
            } catch (IOException failure) {
                if (tried == TRIES || !Refused.mayPass(failure) || !Pauses.after(tried)) {
                    throw failure;
                }
            }
        }
    }

    /** Waits for a call that ends in time by itself; an interrupt is kept for later. */
    static <T extends @Nullable Object> T once(CompletableFuture<T> call) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return call.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw failure(failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for a call until it ends, or an interrupt comes; then it goes on by itself. */
    static <T extends @Nullable Object> T interruptibly(CompletableFuture<T> call)
            throws IOException, InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    private static IOException failure(ExecutionException failed) {
        Throwable cause = failed.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UncheckedIOException
                        && cause.getCause() instanceof IOException broken
                ? broken
                : Refused.of(cause == null ? failed : cause);
    }
}
