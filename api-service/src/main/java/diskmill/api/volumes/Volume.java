package diskmill.api.volumes;

/**
 * A volume that is being made.
 *
 * @param status in the service's words; most often creating
 * @param link   its address at the service
 */
public record Volume(String id, String status, String link) {}
