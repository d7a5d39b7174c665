package diskmill.api.quota;

/**
 * A request that would take a project over its limit.
 *
 * @param used   bytes, or a number, of the project so far
 * @param wanted beside that
 */
public record Excess(Resource resource, long limit, long used, long wanted) {

    /** For the caller, with its end mark. */
    public String sentence() {
        return "The project has %d %s and may have %d; this would add %s (quota %s). Delete some, or ask for a larger quota."
                .formatted(
                        used,
                        resource.words(),
                        limit,
                        wanted == 0 ? "to them" : Long.toString(wanted),
                        resource);
    }
}
