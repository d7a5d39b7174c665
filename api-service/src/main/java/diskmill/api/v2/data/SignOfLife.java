package diskmill.api.v2.data;

import diskmill.api.imports.Imports;
import diskmill.image.AttemptId;
import diskmill.intake.LowestRate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells each second how far an upload is, also while its client sends nothing; cancels it once nobody wants it, and gives a
 * client up that is too slow.
 */
final class SignOfLife implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SignOfLife.class);

    /** The rate is that of this many seconds. */
    private static final int WINDOW = 5;

    private final Imports imports;
    private final AttemptId attempt;
    private final UploadBody body;
    private final UploadSettings settings;

    /** Counted down at the end. Never an interrupt, which would break the database connection that it hits. */
    private final CountDownLatch ended = new CountDownLatch(1);

    private SignOfLife(
            Imports imports, AttemptId attempt, UploadBody body, UploadSettings settings) {
        this.imports = imports;
        this.attempt = attempt;
        this.body = body;
        this.settings = settings;
    }

    static SignOfLife begin(
            Imports imports, AttemptId attempt, UploadBody body, UploadSettings settings) {
        SignOfLife life = new SignOfLife(imports, attempt, body, settings);
        Thread.ofVirtual().name("upload-" + attempt).start(life::run);
        return life;
    }

    @Override
    public void close() {
        ended.countDown();
    }

    private void run() {
        long[] before = new long[WINDOW];
        LowestRate lowest = new LowestRate(settings.minRate(), settings.minRateWindow());
        long countedBytes = 0;
        long countedNanos = 0;
        try {
            for (int second = 0; !ended.await(1, TimeUnit.SECONDS); second++) {
                long done = body.received();
                long rate = (done - before[second % WINDOW]) / Math.min(second + 1, WINDOW);
                before[second % WINDOW] = done;
                long waited = body.waitedNanos();
                boolean missed = lowest.missed(done - countedBytes, waited - countedNanos);
                countedBytes = done;
                countedNanos = waited;
                if (missed) {
                    body.giveUp(
                            "%s came in at less than %d bytes a second over %d seconds; %s on a faster connection."
                                    .formatted(
                                            body.words().subject(),
                                            settings.minRate().toBytes(),
                                            settings.minRateWindow().toSeconds(),
                                            body.words().advice()));
                    return;
                }
                // false, and not taken yet: so it was ended by somebody else
                if (!tell(done, rate) && ended.getCount() > 0) {
                    body.cancel();
                    return;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tell(long done, long rate) {
        try {
            return imports.uploadAlive(attempt, done, body.announced(), rate);
        } catch (DataAccessException | TransactionException away) {
            log.debug(
                    "{}: the database cannot be told of the upload now: {}",
                    attempt,
                    away.toString());
            return true;
        }
    }
}
