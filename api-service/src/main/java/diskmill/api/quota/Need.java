package diskmill.api.quota;

/**
 * What a request will take.
 *
 * @param amount bytes, or a number; 0 where it is not known yet: then anything less than the limit must be free
 */
public record Need(Resource resource, long amount) {}
