package diskmill.api.v2.imports;

import diskmill.api.catalog.Image;
import diskmill.api.identity.Caller;
import diskmill.api.imports.ImportStart;

/** Takes images over from other image services. */
@FunctionalInterface
public interface OtherServices {

    /**
     * Asks the service for the image and its bytes, and begins to take them in; what comes of that, the image's tasks tell.
     *
     * @param token the caller's own, which is sent to that service; it is neither kept nor logged
     * @throws diskmill.api.web.Refusal if the service does not give the image
     */
    ImportStart begin(
            Image image, RemoteImage remote, DiskmillProperties asked, Caller caller, String token)
            throws InterruptedException;
}
