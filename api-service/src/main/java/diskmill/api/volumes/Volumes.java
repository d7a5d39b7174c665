package diskmill.api.volumes;

/** Makes volumes from images. Threads may share it. */
@FunctionalInterface
public interface Volumes {

    /**
     * Asks for the volume, once. The service fills it later, from the image, which it fetches from us.
     *
     * @param token the caller's own, which is sent to the service of the caller's catalog; it is neither kept nor logged
     * @throws diskmill.api.web.Refusal with the reason. Nothing was made, unless its status is 502 or 504: then nobody here knows
     */
    Volume create(NewVolume wanted, String token);
}
