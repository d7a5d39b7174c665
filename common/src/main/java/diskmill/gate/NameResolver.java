package diskmill.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where the addresses of a name come from. */
@FunctionalInterface
public interface NameResolver {

    /**
     * All addresses of the name.
     *
     * @throws UnknownHostException if it has none, or if none came in time
     * @throws InterruptedException if this thread was interrupted while it waited
     */
    List<InetAddress> resolve(String name) throws UnknownHostException, InterruptedException;

    /** Names as the machine's own resolver knows them. */
    final class OfTheMachine implements NameResolver {

        private final Duration limit;

        /** @param limit how long to wait for an answer */
        OfTheMachine(Duration limit) {
            this.limit = limit;
        }

        /** A look-up cannot be interrupted, so it has a thread of its own, which is left behind when it takes too long. */
        @Override
        public List<InetAddress> resolve(String name)
                throws UnknownHostException, InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before a look-up");
            }
            var found = new CompletableFuture<List<InetAddress>>();
            Thread.ofVirtual()
                    .name("look-up")
                    .start(() -> {
                        try {
                            found.complete(List.of(InetAddress.getAllByName(name)));
                        } catch (UnknownHostException | RuntimeException unknown) {
                            found.completeExceptionally(unknown);
                        }
                    });
            try {
                return found.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException unknown) {
                var failure = new UnknownHostException(name);
                failure.initCause(unknown);
                throw failure;
            }
        }
    }
}
