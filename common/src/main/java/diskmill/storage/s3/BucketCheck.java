package diskmill.storage.s3;

import diskmill.start.AwaitedServer;
import diskmill.start.StartRefused;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees at the start that the bucket is there and lets us in. A server that is away is waited for, and told of once; one that
 * is there and refuses us ends the start with a sentence.
 */
final class BucketCheck implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BucketCheck.class);

    private static final AwaitedServer SERVER =
            new AwaitedServer("The object store", failed -> !(failed instanceof StartRefused));

    /** Written and deleted again, to see that we may; always the same, so a crash leaves no more than one. */
    private static final String PROBE = UnfinishedUploads.MARKERS + "access-check";

    private final S3ObjectStore store;
    private final S3StorageSettings settings;
    private volatile @Nullable CompletableFuture<Boolean> asked;

    BucketCheck(S3ObjectStore store, S3StorageSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Waits without a limit, as for the broker: only so can the process be ended in order while the server is away.
     *
     * @throws StartRefused if waiting does not help
     */
    @Override
    public void start() {
        CompletableFuture<Boolean> answer =
                SERVER.begin(() -> {
                    look();
                    return true;
                });
        asked = answer;
        try {
            answer.get();
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new StartRefused("The wait for the object store was interrupted.", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof StartRefused wrong
                    ? wrong
                    : new StartRefused("The object store could not be checked.", failed);
        }
    }

    private void look() throws IOException {
        try {
            try {
                store.bucket().look();
            } catch (Refused refused) {
                if (!refused.code().equals("NoSuchBucket") || !settings.createBucket()) {
                    throw refused;
                }
                make();
            }
            store.bucket().put(PROBE, new byte[0]);
            store.bucket().remove(PROBE);
        } catch (Refused refused) {
            if (Refused.mayPass(refused) || refused.isFull()) {
                throw refused;
            }
            throw new StartRefused(sentence(refused), refused);
        }
    }

    private void make() throws IOException {
        try {
            store.bucket().make();
            LOG.info("The bucket {} was made.", settings.bucket());
        } catch (Refused refused) {
            // another process that starts at the same time
            if (!refused.code().startsWith("BucketAlready")) {
                throw refused;
            }
        }
    }

    private String sentence(Refused refused) {
        String bucket = settings.bucket();
        return switch (refused.code()) {
            case "NoSuchBucket" ->
                    "There is no bucket %s at %s: make it, or set diskmill.storage.s3.create-bucket=true."
                            .formatted(bucket, settings.endpoint());
            case "InvalidAccessKeyId" ->
                    "The S3 server at %s does not know the access key: check diskmill.storage.s3.access-key."
                            .formatted(settings.endpoint());
            case "SignatureDoesNotMatch" ->
                    "The S3 server at %s refuses the secret key: check diskmill.storage.s3.secret-key."
                            .formatted(settings.endpoint());
            case "AccessDenied" ->
                    "The S3 server at %s does not let this access key list, write and delete in the bucket %s: give it those rights."
                            .formatted(settings.endpoint(), bucket);
            case "AuthorizationHeaderMalformed" ->
                    "The S3 server at %s is of another region than %s: set diskmill.storage.s3.region. It said: %s"
                            .formatted(
                                    settings.endpoint(), settings.region(), refused.getMessage());
            case "RequestTimeTooSkewed" ->
                    "The clocks of this machine and of the S3 server at %s differ too much: set them right."
                            .formatted(settings.endpoint());
            default ->
                    "The bucket %s at %s cannot be used: %s. Check diskmill.storage.s3.*"
                            .formatted(bucket, settings.endpoint(), refused.getMessage());
        };
    }

    /** Ends the wait, if it still goes on. */
    @Override
    public void stop() {
        CompletableFuture<Boolean> answer = asked;
        if (answer != null) {
            answer.completeExceptionally(
                    new StartRefused("The wait for the object store was ended."));
        }
    }

    @Override
    public boolean isRunning() {
        CompletableFuture<Boolean> answer = asked;
        return answer != null && answer.isDone();
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE / 2;
    }
}
