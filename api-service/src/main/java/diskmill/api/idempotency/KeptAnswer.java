package diskmill.api.idempotency;

import java.util.Map;

/**
 * An answer that is given again.
 *
 * @param headers those that tell of what was done
 * @param body    JSON, or nothing
 */
record KeptAnswer(int status, Map<String, String> headers, String body) {}
