package diskmill.api.v2.data;

import diskmill.api.catalog.Attempt;
import diskmill.api.catalog.Image;
import diskmill.api.glance.GlanceClient;
import diskmill.api.glance.GlanceImage;
import diskmill.api.glance.GlanceRefused;
import diskmill.api.glance.GlanceRegions;
import diskmill.api.identity.Caller;
import diskmill.api.imports.ImportStart;
import diskmill.api.imports.StartRefusal;
import diskmill.api.imports.UploadStart;
import diskmill.api.imports.UploadTicket;
import diskmill.api.v2.imports.DiskmillProperties;
import diskmill.api.v2.imports.OtherServices;
import diskmill.api.v2.imports.RemoteImage;
import diskmill.api.web.Refusal;
import diskmill.image.RejectionReason;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an image over from another service (glance-download), through this process and not through a worker, so that the caller's
 * token is in no fact and in no table. The service has answered before the attempt begins; from there on it is an upload, which the
 * other service sends. Threads may share it.
 */
final class OtherServiceImports implements OtherServices {

    private static final Logger log = LoggerFactory.getLogger(OtherServiceImports.class);

    /** Seconds. */
    private static final int RETRY_AFTER = 30;

    private final GlanceRegions regions;
    private final GlanceClient client;
    private final OtherServiceStarts starts;
    private final UploadReceiver receiver;
    private final UploadPlaces places;

    OtherServiceImports(
            GlanceRegions regions,
            GlanceClient client,
            OtherServiceStarts starts,
            UploadReceiver receiver,
            UploadPlaces places) {
        this.regions = regions;
        this.client = client;
        this.starts = starts;
        this.receiver = receiver;
        this.places = places;
    }

    @Override
    public ImportStart begin(
            Image image, RemoteImage remote, DiskmillProperties asked, Caller caller, String token)
            throws InterruptedException {
        Optional<URI> found = regions.endpoint(remote.region(), remote.reach(), token);
        if (found.isEmpty()) {
            return starts.refused(
                    image,
                    remote,
                    caller,
                    RejectionReason.SOURCE_UNREACHABLE,
                    "There is no image service in a region of that name with that interface; there is one in %s, by public, internal or admin."
                            .formatted(regions.described()));
        }
        URI endpoint = found.get();
        UploadPlaces.Place place = places.take();
        GlanceClient.Bytes bytes = null;
        try {
            GlanceImage source = client.show(endpoint, remote.id(), token);
            asked.checkPossible(source.diskFormat(), source.containerFormat());
            bytes = client.open(endpoint, remote.id(), token);
            UploadStart start = starts.begin(image, remote, source, asked, caller);
            return switch (start) {
                case StartRefusal refusal -> refusal;
                case UploadStart.Started(UploadTicket ticket) -> {
                    Attempt attempt = starts.attempt(ticket);
                    receive(ticket, body(bytes, source), place);
                    // the thread has both now
                    bytes = null;
                    place = null;
                    yield new ImportStart.Started(attempt);
                }
            };
        } catch (GlanceRefused refused) {
            if (refused.passing()) {
                throw Refusal.unavailable(refused.sentence(), RETRY_AFTER);
            }
            return starts.refused(
                    image, remote, caller, RejectionReason.SOURCE_ERROR, refused.sentence());
        } finally {
            if (bytes != null) {
                close(bytes);
            }
            if (place != null) {
                place.close();
            }
        }
    }

    private static UploadBody body(GlanceClient.Bytes bytes, GlanceImage source) {
        Long length = source.size() == null ? bytes.length() : source.size();
        return new UploadBody(
                bytes.stream(), length, () -> bytes.stream().close(), Words.OTHER_SERVICE);
    }

    private void receive(UploadTicket ticket, UploadBody body, UploadPlaces.Place place) {
        Thread.ofVirtual()
                .name("glance-download-" + ticket.attemptId())
                .start(() -> {
                    try (place;
                            body) {
                        receiver.receive(ticket, body);
                    } catch (Refusal told) {
                        log.debug("attempt {}: {}", ticket.attemptId(), told.sentence());
                    } catch (IOException | RuntimeException failed) {
                        // its lease runs out, and the reconciler ends it
                        log.warn("attempt {}: broke off", ticket.attemptId(), failed);
                    }
                });
    }

    private static void close(GlanceClient.Bytes bytes) {
        try {
            bytes.stream().close();
        } catch (IOException gone) {
            log.debug("the other service's answer cannot be closed", gone);
        }
    }
}
