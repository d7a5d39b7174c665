package diskmill.api.imports;

/**
 * Who asked for an attempt, as its task shows it.
 *
 * @param project   a project's id
 * @param user      a user's id
 * @param requestId {@code req-…}, of the request that began the attempt
 */
public record Submitter(String project, String user, String requestId) {}
